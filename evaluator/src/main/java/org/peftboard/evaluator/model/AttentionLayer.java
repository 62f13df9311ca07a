package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Pass;

/**
 * Multi-head self-attention with what architectures add to it: rotary positions, a sliding window, norms of queries and keys, a scale, a bias by relative
 * position; through a cache or over whole sequences; with a prefix or without.
 *
 * <p>softmax(scale · Q Kᵀ + bias) V over what the lane's mask leaves, joined and projected.
 */
final class AttentionLayer {

	/**
	 * What one architecture's attention is.
	 *
	 * @param index     of its keys and values in the cache
	 * @param headWidth D
	 * @param scale     of the scores
	 * @param window    positions that a query sees, itself among them; 0 for all
	 * @param rotary    absent where positions are not rotary
	 * @param queryNorm gain (D) of the query heads' norm, absent where there is none
	 * @param keyNorm   gain (D) of the key heads' norm
	 * @param epsilon   of these norms
	 * @param offset    added to their gains
	 * @param bias      (1, H, T, S) for a pass, absent where there is none
	 */
	record Form(int index, int headWidth, double scale, int window, @Nullable RotaryTable rotary, @Nullable Parameter queryNorm,
			@Nullable Parameter keyNorm, double epsilon, double offset, @Nullable RelativeBias bias) {

		private boolean isFast() {
			return rotary != null && queryNorm == null && bias == null && window == 0 && scale == 1 / Math.sqrt(headWidth);
		}

	}

	private final Form form;

	private final Projections projections;

	private final Linear output;

	private final @Nullable Prefix prefix;

	AttentionLayer(Form form, Projections projections, Linear output, @Nullable Prefix prefix) {
		this.form = form;
		this.projections = projections;
		this.output = output;
		this.prefix = prefix;
	}

	/** x (B, T, C), normalised → (B, T, C) */
	NDArray forward(NDArray x, Lane lane) {
		NDArray[] projected = projections.forward(x, lane.pass());
		NDArray seen = form.isFast() && prefix == null ? fast(projected, lane) : general(x, projected, lane);
		return output.forward(seen, lane.pass());
	}

	/** One operation for what most models do. */
	private NDArray fast(NDArray[] projected, Lane lane) {
		Ops ops = lane.pass().ops();
		RotaryTable.Slice rotary = lane.rotary(form.rotary());
		KeyValueCache cache = lane.cache();
		NDArray mask = lane.mask(0);
		if (cache == null && mask == null) {
			return ops.call("rope_attention", projected[0], projected[1], projected[2], rotary.cosines(), rotary.sines());
		}
		if (cache == null) {
			return ops.call("rope_attention_masked", projected[0], projected[1], projected[2], rotary.cosines(), rotary.sines(), mask);
		}
		NDArray start = lane.pass().manager().create((long) lane.start());
		NDArray keys = cache.keys(form.index());
		NDArray values = cache.values(form.index());
		if (mask == null) {
			return ops.call("rope_attention_cached_unpadded", projected[0], projected[1], projected[2], rotary.cosines(), rotary.sines(), keys, values, start);
		}
		return ops.call("rope_attention_cached", projected[0], projected[1], projected[2], rotary.cosines(), rotary.sines(), keys, values, start, mask);
	}

	private NDArray general(NDArray x, NDArray[] projected, Lane lane) {
		Heads heads = new Heads(lane.pass(), form.headWidth());
		NDArray query = placed(heads.split(projected[0]), form.queryNorm(), lane);
		NDArray key = placed(heads.split(projected[1]), form.keyNorm(), lane);
		NDArray value = heads.split(projected[2]);
		NDArray gate = prefix == null ? null : prefix.gate(x, lane.pass());
		boolean joins = prefix != null && gate == null;
		if (lane.cache() != null) {
			NDArray[] both = cached(heads, lane.cache(), key, value, lane, joins);
			key = both[0];
			value = both[1];
		}
		else if (joins) {
			key = heads.behind(prefix.keys(lane.pass()), key);
			value = heads.behind(prefix.values(lane.pass()), value);
		}
		if (gate != null) {
			return gated(heads, query, key, value, gate, lane);
		}
		boolean plain = form.bias() == null && (joins || lane.prefix() == 0);
		NDArray mask = plain ? lane.mask(form.window()) : lane.explicitMask(form.window(), joins);
		return heads.attend(query, key, value, mask, bias(lane, joins), form.scale(), lane.causal() && lane.tokens() > 1);
	}

	private NDArray placed(NDArray heads, @Nullable Parameter norm, Lane lane) {
		Ops ops = lane.pass().ops();
		NDArray normed = norm == null ? heads
				: ops.call("rms_norm_offset", heads, norm.array(), ops.constant(form.epsilon()), ops.constant(form.offset()));
		if (form.rotary() == null) {
			return normed;
		}
		RotaryTable.Slice rotary = lane.rotary(form.rotary());
		return ops.call("rotate", normed, rotary.cosines(), rotary.sines());
	}

	/** Writes into the cache, the prefix first if this is its first pass, and gives all that is there now. */
	private NDArray[] cached(Heads heads, KeyValueCache cache, NDArray key, NDArray value, Lane lane, boolean joins) {
		int shift = joins ? lane.prefix() : 0;
		if (joins && lane.start() == 0) {
			heads.write(cache.keys(form.index()), prefix.keys(lane.pass()));
			heads.write(cache.values(form.index()), prefix.values(lane.pass()));
		}
		NDArray start = lane.pass().manager().create((long) shift + lane.start());
		return new NDArray[] { heads.cached(key, cache.keys(form.index()), start), heads.cached(value, cache.values(form.index()), start) };
	}

	private NDArray gated(Heads heads, NDArray query, NDArray key, NDArray value, NDArray gate, Lane lane) {
		Pass pass = lane.pass();
		NDArray mask = lane.explicitMask(form.window(), true);
		return heads.gated(query, key, value, prefix.keys(pass), prefix.values(pass), gate, mask, bias(lane, true), form.scale());
	}

	private @Nullable NDArray bias(Lane lane, boolean withPrefix) {
		return form.bias() == null ? null : form.bias().of(lane, withPrefix ? lane.prefix() : 0, withPrefix && prefix.hasRelativeBias());
	}

}
