package org.peftboard.evaluator.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.AdamW;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Pass;

/** Optimizer steps on one model: forward, loss on the answer tokens and the method's own term, backward, clipping, AdamW. */
final class Trainer implements AutoCloseable {

	private final LanguageModel model;

	private final Ops ops;

	private final NDManager state;

	private final List<NDArray> weights;

	private final AdamW optimizer;

	private final double clipNorm;

	private final int steps;

	private int done;

	/** Steps that the method is not told of: rehearsals, and runs without a schedule. */
	Trainer(LanguageModel model, AdamW.Settings settings, double clipNorm) {
		this(model, settings, clipNorm, 0);
	}

	/** @param steps of the whole run, for methods that change with time */
	Trainer(LanguageModel model, AdamW.Settings settings, double clipNorm, int steps) {
		this.model = model;
		this.ops = model.ops();
		this.state = ops.newManager();
		this.weights = model.parameters().arrays();
		this.optimizer = new AdamW(ops, state, weights, settings);
		this.clipNorm = clipNorm;
		this.steps = steps;
	}

	/**
	 * One step.
	 *
	 * @return mean cross-entropy per target token, in nats, before the update
	 */
	double step(TokenBatch batch, double learningRate) {
		model.parameters().setTraining(true);
		try (NDManager step = ops.newManager()) {
			Losses losses = losses(step, batch);
			List<NDArray> gradients = ops.gradients(losses.whole(), weights);
			ops.clip(step, gradients, clipNorm);
			optimizer.update(step, learningRate, gradients);
			done++;
			if (steps > 0) {
				model.hooks().stepped(done, steps, byName(gradients));
			}
			return losses.crossEntropy().getFloat();
		}
		finally {
			model.parameters().setTraining(false);
		}
	}

	private record Losses(NDArray crossEntropy, NDArray whole) {
	}

	private Losses losses(NDManager step, TokenBatch batch) {
		try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
			Pass pass = model.pass(step, batch.sequences());
			NDArray loss = loss(model, pass, batch);
			NDArray penalty = model.hooks().penalty(pass);
			return new Losses(loss, penalty == null ? loss : ops.call("add", loss, penalty));
		}
	}

	private Map<String, NDArray> byName(List<NDArray> gradients) {
		Map<String, NDArray> byName = new HashMap<>();
		int next = 0;
		for (String name : model.parameters().byName().keySet()) {
			byName.put(name, gradients.get(next++));
		}
		return byName;
	}

	/** Mean cross-entropy per target token; scores are computed at the positions that have a target and nowhere else. */
	static NDArray loss(LanguageModel model, Pass pass, TokenBatch batch) {
		NDArray hidden = model.hidden(pass, batch.sequences()); // (B, T, C)
		NDArray chosen = model.ops().call("rows", hidden, pass.manager().create(batch.positions())); // (N, C)
		return model.ops().call("cross_entropy", model.logits(chosen), pass.manager().create(batch.targets()));
	}

	@Override
	public void close() {
		state.close();
	}

}
