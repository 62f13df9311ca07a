package org.peftboard.evaluator.nn;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Adam with decoupled weight decay, updating its weights in place with the engine's fused operation.
 *
 * <p>m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², w ← w − lr·(λw + m̂ / (√v̂ + ε)), m̂ and v̂ corrected for their start at zero. Moments are float32 and live as
 * long as the manager given.
 *
 * <p>Source: Loshchilov and Hutter, Decoupled Weight Decay Regularization, <a href="https://arxiv.org/abs/1711.05101">arXiv:1711.05101</a>.
 */
public final class AdamW {

	/** β₁, β₂, λ and ε. */
	public record Settings(double beta1, double beta2, double weightDecay, double epsilon) {
	}

	private final Ops ops;

	private final Settings settings;

	private final List<NDArray> weights;

	private final List<NDArray> firstMoments;

	private final List<NDArray> secondMoments;

	private final List<NDArray> stepCounts;

	public AdamW(Ops ops, NDManager manager, List<NDArray> weights, Settings settings) {
		this.ops = ops;
		this.settings = settings;
		this.weights = List.copyOf(weights);
		this.firstMoments = weights.stream().map(weight -> manager.zeros(weight.getShape())).toList();
		this.secondMoments = weights.stream().map(weight -> manager.zeros(weight.getShape())).toList();
		this.stepCounts = weights.stream().map(weight -> manager.zeros(new Shape())).toList();
	}

	/**
	 * One update.
	 *
	 * @param step      manager of the step's tensors
	 * @param gradients in the order of the weights
	 */
	public void update(NDManager step, double learningRate, List<NDArray> gradients) {
		NDArray numbers = step.create(new float[] { (float) learningRate, (float) settings.beta1(), (float) settings.beta2(),
				(float) settings.weightDecay(), (float) settings.epsilon() });
		ops.adamw(numbers, weights, gradients, firstMoments, secondMoments, stepCounts);
	}

}
