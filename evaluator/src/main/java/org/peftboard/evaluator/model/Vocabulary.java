package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;

/**
 * The two ends of a language model: tokens to vectors, and vectors to scores of tokens.
 *
 * @param embedding (V, C)
 * @param head      (V, C); the embedding itself where the two are tied
 * @param scale     of the tokens' vectors
 * @param trained   rows that a method trains, in the embedding and, where it is tied, in the head; absent where there are none
 */
record Vocabulary(Parameters parameters, Parameter embedding, Parameter head, double scale, @Nullable TrainedRows trained) implements TokenVectors {

	@Override
	public long vocabulary() {
		return embedding.shape().get(0);
	}

	@Override
	public long width() {
		return embedding.shape().get(1);
	}

	/** ids (…) of int64 → (…, C) */
	@Override
	public NDArray of(NDArray ids) {
		Ops ops = parameters.ops();
		boolean joined = head == embedding && parameters.trains(embedding);
		NDArray x = trained == null ? ops.call(joined ? "embedding_sparse" : "embedding", ids, embedding.array())
				: ops.call("embedding_with_rows", ids, embedding.array(), trained.rows().array(), ops.constant(trained.first()));
		return scale == 1 ? x : ops.call("scaled", x, ops.constant(scale));
	}

	/** (…, C) → (…, V) */
	NDArray scores(NDArray hidden) {
		Ops ops = parameters.ops();
		NDArray scores = ops.call("linear", hidden, head.array());
		if (trained == null || head != embedding) {
			return scores;
		}
		return ops.call("scores_with_rows", hidden, scores, trained.rows().array(), ops.constant(trained.first()));
	}

	/**
	 * Mean cross-entropy of the scores in nats; they are in memory only where some of the head's rows are trained ones.
	 *
	 * @param hidden (N, C)
	 */
	NDArray crossEntropy(NDArray hidden, NDArray targets) {
		Ops ops = parameters.ops();
		if (trained != null && head == embedding) {
			return ops.call("cross_entropy", scores(hidden), targets);
		}
		return ops.call("cross_entropy_of_scores", hidden, head.array(), targets, ops.constant(parameters.trains(head) ? 1 : 0));
	}

}
