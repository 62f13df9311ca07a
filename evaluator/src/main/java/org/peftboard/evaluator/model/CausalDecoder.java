package org.peftboard.evaluator.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.nn.Norm;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Pass;

/** A decoder-only language model out of its parts: embedding, layers, last norm, output layer; with a soft prompt and prefixes where a method adds them. */
final class CausalDecoder extends BuiltModel {

	private final Sizes sizes;

	private final Vocabulary vocabulary;

	private final @Nullable Parameter positions;

	private final List<DecoderLayer> layers;

	private final Norm finalNorm;

	private final @Nullable SoftPrompt prompt;

	private final int prefixLength;

	/**
	 * Sizes that the cache needs.
	 *
	 * @param width     C
	 * @param groups    G
	 * @param headWidth D
	 */
	record Sizes(int width, int groups, int headWidth, int maxPositions) {
	}

	/** @param positions learned vectors (S, C) of positions; absent where positions are not learned */
	CausalDecoder(Sizes sizes, Builder builder, Vocabulary vocabulary, @Nullable Parameter positions, List<DecoderLayer> layers, Norm finalNorm) {
		super(builder);
		this.sizes = sizes;
		this.vocabulary = vocabulary;
		this.positions = positions;
		this.layers = layers;
		this.finalNorm = finalNorm;
		this.prompt = builder.prompt(Site.Stack.DECODER, vocabulary);
		this.prefixLength = builder.prefixLength(Site.Stack.DECODER);
	}

	@Override
	public boolean hasEncoder() {
		return false;
	}

	@Override
	public Pass pass(NDManager step, Sequences sequences) {
		return new Pass(ops(), step, null);
	}

	@Override
	public NDArray hidden(Pass pass, Sequences sequences) {
		ops().threadsFor(Double.MAX_VALUE);
		Sequences.Rows rows = sequences.tokens();
		requireFits(prefixLength + promptLength() + rows.length());
		Lane lane = lane(pass, rows.count(), 0, promptLength() + rows.length(), shifted(rows.real()), null);
		return behindPrompt(run(prompted(rows.in(pass.manager()), pass), lane));
	}

	private NDArray behindPrompt(NDArray all) {
		return prompt == null ? all : ops().call("places_from", all, ops().constant(prompt.length()));
	}

	@Override
	public List<Segment> segments(Sequences sequences) {
		Sequences.Rows rows = sequences.tokens();
		requireFits(prefixLength + promptLength() + rows.length());
		Function<Pass, Lane> lane = pass -> lane(pass, rows.count(), 0, promptLength() + rows.length(), shifted(rows.real()), null);
		List<Segment> segments = new ArrayList<>();
		segments.add((pass, none) -> List.of(placed(prompted(rows.in(pass.manager()), pass), lane.apply(pass))));
		for (DecoderLayer layer : layers) {
			segments.add((pass, x) -> List.of(layer.forward(x.get(0), lane.apply(pass))));
		}
		segments.add((pass, x) -> List.of(behindPrompt(finalNorm.forward(x.get(0)))));
		return segments;
	}

	private int promptLength() {
		return prompt == null ? 0 : prompt.length();
	}

	private Lane lane(Pass pass, int rows, int start, int tokens, long @Nullable [][] real, @Nullable KeyValueCache cache) {
		return new Lane(pass, builder().manager(), rows, start, tokens, prefixLength, true, real, cache);
	}

	/** Which places are real when virtual tokens, all real, stand before them. */
	private long @Nullable [][] shifted(long @Nullable [][] real) {
		if (real == null || prompt == null) {
			return real;
		}
		long[][] shifted = new long[real.length][prompt.length() + real[0].length];
		for (int row = 0; row < real.length; row++) {
			Arrays.fill(shifted[row], 0, prompt.length(), 1);
			System.arraycopy(real[row], 0, shifted[row], prompt.length(), real[row].length);
		}
		return shifted;
	}

	/** ids (B, T) → (B, P + T, C) */
	private NDArray prompted(NDArray ids, Pass pass) {
		NDArray x = vocabulary.of(ids);
		return prompt == null ? x : ops().call("behind_rows", x, prompt.rows(pass));
	}

	private NDArray placed(NDArray x, Lane lane) {
		return positions == null ? x : ops().call("add", x, ops().call("embedding", lane.positionIds(), positions.array()));
	}

	private NDArray run(NDArray embedded, Lane lane) {
		NDArray x = placed(embedded, lane);
		for (DecoderLayer layer : layers) {
			x = layer.forward(x, lane);
		}
		return finalNorm.forward(x);
	}

	@Override
	public NDArray logits(NDArray hidden) {
		return vocabulary.scores(hidden);
	}

	@Override
	public NDArray crossEntropy(NDArray hidden, NDArray targets) {
		return vocabulary.crossEntropy(hidden, targets);
	}

	@Override
	public KeyValueCache newCache(Sequences.Rows prompts, int newTokens) {
		int capacity = prefixLength + promptLength() + prompts.length() + newTokens;
		requireFits(capacity);
		return new KeyValueCache(ops(), layers.size(), prompts.count(), sizes.groups(), capacity, sizes.headWidth(), shifted(prompts.real()));
	}

	@Override
	public NDArray read(NDManager step, Sequences.Rows prompts, KeyValueCache cache) {
		ops().threadsFor(Double.MAX_VALUE);
		int tokens = promptLength() + prompts.length();
		NDArray scores = ops().together(layers, () -> {
			Lane lane = lane(new Pass(ops(), step, null), prompts.count(), 0, tokens, cache.real(), cache);
			NDArray hidden = run(prompted(prompts.in(step), lane.pass()), lane);
			return logits(last(hidden, tokens, cache.real(), step));
		});
		cache.advance(tokens);
		return scores;
	}

	/** (B, C) of every row's last real place. */
	private NDArray last(NDArray hidden, int tokens, long @Nullable [][] real, NDManager step) {
		if (real == null) {
			return ops().call("last_place", hidden);
		}
		long[] places = new long[real.length];
		for (int row = 0; row < real.length; row++) {
			int place = tokens - 1;
			while (place > 0 && real[row][place] == 0) {
				place--;
			}
			places[row] = (long) row * tokens + place;
		}
		return ops().call("rows", hidden, step.create(places));
	}

	@Override
	public NDArray next(NDArray ids, KeyValueCache cache) {
		ops().threadsFor((double) ids.getShape().get(0) * baseCount());
		NDArray scores = ops().together(this, () -> {
			Pass pass = new Pass(ops(), ids.getManager(), null);
			Lane lane = lane(pass, (int) ids.getShape().get(0), cache.length(), 1, cache.real(), cache);
			return logits(ops().call("last_place", run(vocabulary.of(ids), lane)));
		});
		cache.advance(1);
		return scores;
	}

	private void requireFits(int positions) {
		if (positions > sizes.maxPositions()) {
			throw new Problem.Refused("sequence", positions + " positions", "at most " + sizes.maxPositions() + ", the base model's longest");
		}
	}

	@Override
	public int freePositions() {
		return sizes.maxPositions() - prefixLength - promptLength();
	}

}
