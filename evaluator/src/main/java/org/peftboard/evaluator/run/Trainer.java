package org.peftboard.evaluator.run;

import java.util.List;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.AdamW;
import org.peftboard.evaluator.nn.Ops;

/** Optimizer steps on one model: forward, loss on the answer tokens, backward, clipping, AdamW. */
final class Trainer implements AutoCloseable {

	private final LanguageModel model;

	private final Ops ops;

	private final NDManager state;

	private final List<NDArray> weights;

	private final AdamW optimizer;

	private final double clipNorm;

	Trainer(LanguageModel model, AdamW.Settings settings, double clipNorm) {
		this.model = model;
		this.ops = model.ops();
		this.state = ops.newManager();
		this.weights = model.parameters().arrays();
		this.optimizer = new AdamW(ops, state, weights, settings);
		this.clipNorm = clipNorm;
	}

	/**
	 * One step.
	 *
	 * @return mean cross-entropy per target token, in nats, before the update
	 */
	double step(TokenBatch batch, double learningRate) {
		model.parameters().setTraining(true);
		try (NDManager step = ops.newManager()) {
			NDArray loss = loss(step, batch);
			List<NDArray> gradients = ops.gradients(loss, weights);
			ops.clip(step, gradients, clipNorm);
			optimizer.update(step, learningRate, gradients);
			return loss.getFloat();
		}
		finally {
			model.parameters().setTraining(false);
		}
	}

	private NDArray loss(NDManager step, TokenBatch batch) {
		try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
			return loss(model, step, batch);
		}
	}

	/** Mean cross-entropy per target token; scores are computed at the positions that have a target and nowhere else. */
	static NDArray loss(LanguageModel model, NDManager step, TokenBatch batch) {
		NDArray hidden = model.hidden(step.create(batch.ids(), batch.shape())); // (B, T, C)
		NDArray chosen = model.ops().call("rows", hidden, step.create(batch.positions())); // (N, C)
		return model.ops().call("cross_entropy", model.logits(chosen), step.create(batch.targets()));
	}

	@Override
	public void close() {
		state.close();
	}

}
