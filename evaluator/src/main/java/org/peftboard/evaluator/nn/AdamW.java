package org.peftboard.evaluator.nn;

import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

	/** Weights that share their settings, with their moments. */
	private record Group(Settings settings, List<Integer> places, List<NDArray> weights, List<NDArray> firstMoments, List<NDArray> secondMoments,
			List<NDArray> stepCounts) {
	}

	private final Ops ops;

	private final List<Group> groups;

	/** All weights decay alike. */
	public AdamW(Ops ops, NDManager manager, List<NDArray> weights, Settings settings) {
		this(ops, manager, weights, settings, place -> true);
	}

	/** @param decays whether the weight at a place of the list decays; the others have λ = 0 */
	public AdamW(Ops ops, NDManager manager, List<NDArray> weights, Settings settings, IntPredicate decays) {
		this.ops = ops;
		Map<Boolean, List<Integer>> places = IntStream.range(0, weights.size()).boxed().collect(Collectors.partitioningBy(decays::test));
		Settings still = new Settings(settings.beta1(), settings.beta2(), 0, settings.epsilon());
		this.groups = Stream.of(group(manager, weights, places.get(true), settings), group(manager, weights, places.get(false), still))
			.filter(group -> !group.places().isEmpty())
			.toList();
	}

	private static Group group(NDManager manager, List<NDArray> weights, List<Integer> places, Settings settings) {
		List<NDArray> own = places.stream().map(weights::get).toList();
		return new Group(settings, places, own, own.stream().map(weight -> manager.zeros(weight.getShape())).toList(),
				own.stream().map(weight -> manager.zeros(weight.getShape())).toList(), own.stream().map(weight -> manager.zeros(new Shape())).toList());
	}

	/**
	 * One update.
	 *
	 * @param step      manager of the step's tensors
	 * @param gradients in the order of the weights
	 */
	public void update(NDManager step, double learningRate, List<NDArray> gradients) {
		for (Group group : groups) {
			Settings settings = group.settings();
			NDArray numbers = step.create(new float[] { (float) learningRate, (float) settings.beta1(), (float) settings.beta2(),
					(float) settings.weightDecay(), (float) settings.epsilon() });
			ops.adamw(numbers, group.weights(), group.places().stream().map(gradients::get).toList(), group.firstMoments(), group.secondMoments(),
					group.stepCounts());
		}
	}

}
