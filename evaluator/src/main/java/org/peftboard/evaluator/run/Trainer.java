package org.peftboard.evaluator.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.AdamW;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Pass;
import org.peftboard.evaluator.run.Backward.Gradients;

/** Optimizer steps on one model: forward, loss on the answer tokens and the method's own term, backward, clipping, AdamW. */
final class Trainer implements AutoCloseable {

	/** Names of biases and norms, as Hugging Face's trainer tells them. */
	private static final Pattern BIAS_OR_NORM = Pattern.compile("bias|layernorm|rmsnorm|layer_norm|(?:^|[._])norm(?:$|\\.)", Pattern.CASE_INSENSITIVE);

	private final LanguageModel model;

	private final Ops ops;

	private final NDManager state;

	private final List<NDArray> weights;

	private final AdamW optimizer;

	private final Backward backward;

	private final double clipNorm;

	private final int steps;

	private int done;

	/** Steps that the method is not told of: rehearsals, and runs without a schedule. */
	Trainer(LanguageModel model, Protocol.Optimization optimization) {
		this(model, optimization, 0);
	}

	/** @param steps of the whole run, for methods that change with time */
	Trainer(LanguageModel model, Protocol.Optimization optimization, int steps) {
		this.model = model;
		this.ops = model.ops();
		this.state = ops.newManager();
		this.weights = model.parameters().arrays();
		List<String> names = List.copyOf(model.parameters().byName().keySet());
		this.optimizer = new AdamW(ops, state, weights, optimization.optimizer(),
				place -> optimization.decayOfAll() || !BIAS_OR_NORM.matcher(names.get(place)).find());
		this.backward = optimization.checkpointsActivations() ? new ActivationCheckpointing(model) : Backward.keepingActivations(model, this);
		this.clipNorm = optimization.clipNorm();
		this.steps = steps;
	}

	/** One step on one batch. */
	double step(TokenBatch batch, double learningRate) {
		return step(List.of(batch), learningRate);
	}

	/**
	 * One step on the mean loss over all batches' target tokens; they go through the model one after another.
	 *
	 * @return mean cross-entropy per target token, in nats, before the update
	 */
	double step(List<TokenBatch> batches, double learningRate) {
		model.parameters().setTraining(true);
		try (NDManager step = ops.newManager()) {
			Gradients gradients = batches.size() == 1 ? backward.gradients(step, batches.get(0)) : accumulated(step, batches);
			ops.clip(step, gradients.ofWeights(), clipNorm);
			optimizer.update(step, learningRate, gradients.ofWeights());
			done++;
			if (steps > 0) {
				model.hooks().stepped(done, steps, byName(gradients.ofWeights()));
			}
			return gradients.crossEntropy();
		}
		finally {
			model.parameters().setTraining(false);
		}
	}

	/** Sums over the batches, each by its share of the target tokens; a batch's activations are gone before the next one comes. */
	private Gradients accumulated(NDManager step, List<TokenBatch> batches) {
		double targets = batches.stream().mapToInt(batch -> batch.targets().length).sum();
		List<NDArray> sums = weights.stream().map(weight -> step.zeros(weight.getShape())).toList();
		double crossEntropy = 0;
		for (TokenBatch batch : batches) {
			double share = batch.targets().length / targets;
			try (NDManager part = ops.newManager()) {
				Gradients gradients = backward.gradients(part, batch);
				ops.accumulate(part, sums, gradients.ofWeights(), share);
				crossEntropy += share * gradients.crossEntropy();
			}
		}
		return new Gradients(crossEntropy, sums);
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
		return loss(model, pass, model.hidden(pass, batch.sequences()), batch);
	}

	/** @param hidden (B, T, C) */
	static NDArray loss(LanguageModel model, Pass pass, NDArray hidden, TokenBatch batch) {
		NDArray chosen = model.ops().call("rows", hidden, pass.manager().create(batch.positions())); // (N, C)
		return model.crossEntropy(chosen, pass.manager().create(batch.targets()));
	}

	@Override
	public void close() {
		state.close();
	}

}
