package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Pass;

/** The steps of attention by head, each one operation: (B, H or G, T, D). */
record Heads(Pass pass, int width) {

	private Ops ops() {
		return pass.ops();
	}

	/** (B, T, H·D) → (B, H, T, D) */
	NDArray split(NDArray x) {
		return ops().call("split_heads", x, ops().constant(width));
	}

	/** A prefix (P, G·D) before keys or values (B, G, T, D) → (B, G, P + T, D) */
	NDArray behind(NDArray prefix, NDArray heads) {
		return ops().call("behind_prefix", heads, prefix);
	}

	/** Writes a prefix (P, G·D) to the start of a cache (B, G, S, D). */
	void write(NDArray cache, NDArray prefix) {
		ops().update("write_prefix", prefix, cache).close();
	}

	/** Writes (B, G, T, D) into the cache at {@code start}; gives all up to its end. */
	NDArray cached(NDArray heads, NDArray cache, NDArray start) {
		return ops().call("through_one_cache", heads, cache, start);
	}

	/**
	 * softmax(scale · Q Kᵀ + bias) V, heads joined: (B, T, H·D).
	 *
	 * @param mask   absent where all is seen, or where {@code causal} says enough
	 * @param causal whether, without a mask, a place sees only itself and what is before it
	 */
	NDArray attend(NDArray query, NDArray key, NDArray value, @Nullable NDArray mask, @Nullable NDArray bias, double scale, boolean causal) {
		NDArray factor = ops().constant(scale);
		if (bias != null) {
			NDArray masked = mask == null ? bias : ops().call("masked_bias", bias, mask);
			return ops().call("attend_masked", query, key, value, factor, masked);
		}
		if (mask != null) {
			return ops().call("attend_masked", query, key, value, factor, mask);
		}
		return ops().call(causal ? "attend_causal" : "attend_all", query, key, value, factor);
	}

	/**
	 * The same with a prefix (P, G·D) whose keys and values each query sees scaled by its gate (B, T or 1, 1).
	 *
	 * @param mask with the prefix's columns
	 * @param bias with the prefix's columns
	 */
	NDArray gated(NDArray query, NDArray key, NDArray value, NDArray prefixKeys, NDArray prefixValues, NDArray gate, @Nullable NDArray mask,
			@Nullable NDArray bias, double scale) {
		NDArray factor = ops().constant(scale);
		if (mask == null && bias == null) {
			return ops().call("attend_gated_all", query, key, value, factor, prefixKeys, prefixValues, gate);
		}
		NDArray added = bias == null ? ops().call("mask_bias", query, mask) : mask == null ? bias : ops().call("masked_bias", bias, mask);
		return ops().call("attend_gated", query, key, value, factor, prefixKeys, prefixValues, gate, added);
	}

}
