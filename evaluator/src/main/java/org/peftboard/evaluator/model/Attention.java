package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.nn.Ops;

/** How a pass attends: over whole sequences, or through a cache. Made once a pass, used by every layer. */
interface Attention {

	/** q (B, T, H·D), k and v (B, T, G·D) → (B, T, H·D) */
	NDArray apply(int layer, NDArray q, NDArray k, NDArray v);

	/** Whole sequences: a token sees itself and what is before it. */
	record Causal(Ops ops, RotaryTable rotary) implements Attention {

		@Override
		public NDArray apply(int layer, NDArray q, NDArray k, NDArray v) {
			return ops.call("rope_attention", q, k, v, rotary.cosines(), rotary.sines());
		}

	}

	/** Through a cache without padding. */
	record Unpadded(Ops ops, RotaryTable rotary, KeyValueCache cache, NDArray start) implements Attention {

		@Override
		public NDArray apply(int layer, NDArray q, NDArray k, NDArray v) {
			return ops.call("rope_attention_cached_unpadded", q, k, v, rotary.cosines(), rotary.sines(), cache.keys(layer), cache.values(layer), start);
		}

	}

	/** Through a cache whose rows are padded on the left. */
	record Padded(Ops ops, RotaryTable rotary, KeyValueCache cache, NDArray start, NDArray mask) implements Attention {

		@Override
		public NDArray apply(int layer, NDArray q, NDArray k, NDArray v) {
			return ops.call("rope_attention_cached", q, k, v, rotary.cosines(), rotary.sines(), cache.keys(layer), cache.values(layer), start, mask);
		}

	}

	/** The attention of the next tokens through a cache. */
	static Attention cached(Ops ops, RotaryTable table, NDArray ids, KeyValueCache cache) {
		NDManager step = ids.getManager();
		int tokens = (int) ids.getShape().get(1);
		NDArray start = step.create((long) cache.length());
		long[][] real = cache.mask();
		if (real == null) {
			return new Unpadded(ops, table.at(step, cache.length(), tokens), cache, start);
		}
		return new Padded(ops, table.at(ops, positions(step, real, cache.length(), tokens)), cache, start, mask(step, real, cache.length(), tokens));
	}

	/** A real token's position counts the real tokens before it; padding stands at 0. (B, T) */
	private static NDArray positions(NDManager step, long[][] real, int start, int tokens) {
		long[] positions = new long[real.length * tokens];
		for (int row = 0; row < real.length; row++) {
			long count = 0;
			for (int place = 0; place < start + tokens; place++) {
				if (place >= start) {
					positions[row * tokens + place - start] = count;
				}
				count += isReal(real[row], place) ? 1 : 0;
			}
		}
		return step.create(positions, new Shape(real.length, tokens));
	}

	/** (B, 1, T, start + T), true where a query may look: at real places up to its own, and at itself, so that no row is empty. */
	private static NDArray mask(NDManager step, long[][] real, int start, int tokens) {
		int end = start + tokens;
		boolean[] allowed = new boolean[real.length * tokens * end];
		for (int row = 0; row < real.length; row++) {
			for (int query = start; query < end; query++) {
				int line = (row * tokens + query - start) * end;
				for (int place = 0; place <= query; place++) {
					allowed[line + place] = place == query || isReal(real[row], place);
				}
			}
		}
		return step.create(allowed, new Shape(real.length, 1, tokens, end));
	}

	/** Everything behind the prompt is real. */
	private static boolean isReal(long[] prompt, int place) {
		return place >= prompt.length || prompt[place] == 1;
	}

}
