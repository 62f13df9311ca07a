package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.nn.Norm;

/**
 * One layer of a decoder-only model: attention and feed-forward, each behind a norm, with a norm of the output where the architecture has one, and back into
 * the residual stream.
 */
record DecoderLayer(Norm attentionNorm, AttentionLayer attention, @Nullable Norm attentionPostNorm, Residual attentionResidual, Norm mlpNorm,
		FeedForward mlp, @Nullable Norm mlpPostNorm, Residual mlpResidual) {

	/** x (B, T, C) → (B, T, C) */
	NDArray forward(NDArray x, Lane lane) {
		NDArray normed = attentionNorm.forward(x);
		NDArray seen = attention.forward(normed, lane);
		NDArray middle = attentionResidual.join(x, normed, attentionPostNorm == null ? seen : attentionPostNorm.forward(seen), lane.pass());
		NDArray inner = mlpNorm.forward(middle);
		NDArray fed = mlp.forward(inner, lane.pass());
		return mlpResidual.join(middle, inner, mlpPostNorm == null ? fed : mlpPostNorm.forward(fed), lane.pass());
	}

}
