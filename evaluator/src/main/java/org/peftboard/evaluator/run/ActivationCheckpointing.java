package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Segment;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Pass;

/**
 * Gradients with every layer's activations computed twice and kept for one layer at a time: forward keeps what goes from layer to layer, backward computes a layer
 * again and leads the gradient through it. Memory of L layers becomes that of one and L states (B, T, C), for about a third more time (Chen et al.,
 * <a href="https://arxiv.org/abs/1604.06174">arXiv:1604.06174</a>).
 *
 * <p>Layers below the lowest trained parameter are computed once. Each layer's dropout is seeded, so that it drops the same both times.
 */
final class ActivationCheckpointing implements Backward {

	private final LanguageModel model;

	private final Ops ops;

	private final SplittableRandom dropout;

	/** the first segment that has a trained parameter; known after the first batch */
	private int lowest;

	private boolean known;

	/** Dropout's seeds follow from the one that the engine was seeded with last. */
	ActivationCheckpointing(LanguageModel model) {
		this.model = model;
		this.ops = model.ops();
		this.dropout = new SplittableRandom(ops.lastSeed());
	}

	@Override
	public Gradients gradients(NDManager step, TokenBatch batch) {
		List<Segment> segments = model.segments(batch.sequences());
		long seed = dropout.nextLong();
		List<NDArray> sums = model.parameters().arrays().stream().map(weight -> step.zeros(weight.getShape())).toList();
		try (NDManager kept = ops.newManager()) {
			List<List<NDArray>> states = states(kept, segments, batch, seed);
			return new Gradients(backward(segments, states, batch, seed, sums), sums);
		}
	}

	/** What every segment begins with. */
	private List<List<NDArray>> states(NDManager kept, List<Segment> segments, TokenBatch batch, long seed) {
		List<List<NDArray>> states = new ArrayList<>(List.of(List.of()));
		for (int index = 0; index < segments.size() - 1; index++) {
			try (NDManager part = ops.newManager()) {
				List<NDArray> state = states.get(index);
				state.forEach(each -> each.attach(part));
				List<NDArray> next = run(segments.get(index), model.pass(part, batch.sequences()), state, seed + index);
				Stream.concat(state.stream(), next.stream()).forEach(each -> each.attach(kept));
				states.add(next);
			}
		}
		return states;
	}

	/** @param seed the same whenever this segment runs in this step, so that dropout drops the same */
	private List<NDArray> run(Segment segment, Pass pass, List<NDArray> state, long seed) {
		ops.seed(seed);
		return segment.forward(pass, state);
	}

	/** From the last segment to the lowest that has a trained parameter; gives the cross-entropy. */
	private double backward(List<Segment> segments, List<List<NDArray>> states, TokenBatch batch, long seed, List<NDArray> sums) {
		double crossEntropy = 0;
		List<NDArray> led = List.of();
		int lowestSeen = segments.size() - 1;
		for (int index = segments.size() - 1; index >= lowest; index--) {
			Led through = through(segments, index, batch, states.get(index), seed, led, sums);
			forget(states, index);
			crossEntropy += through.crossEntropy();
			lowestSeen = through.reached() ? index : lowestSeen;
			led.forEach(NDArray::close);
			led = through.gradients();
		}
		lowest = known ? lowest : lowestSeen;
		known = true;
		return crossEntropy;
	}

	/**
	 * Through one segment.
	 *
	 * @param reached   whether it has a trained parameter
	 * @param gradients of the state that it began with; none where nothing below trains
	 */
	private record Led(double crossEntropy, boolean reached, List<NDArray> gradients) {
	}

	private Led through(List<Segment> segments, int index, TokenBatch batch, List<NDArray> state, long seed, List<NDArray> led, List<NDArray> sums) {
		List<NDArray> wanted = index > lowest ? state : List.of();
		wanted.forEach(each -> each.setRequiresGradient(true));
		List<NDArray> gradients = wanted.stream().map(each -> ops.call("zeros_as", each)).toList();
		NDManager kept = state.isEmpty() ? null : state.get(0).getManager();
		try (NDManager part = ops.newManager()) {
			state.forEach(each -> each.attach(part));
			Passed passed = passed(segments, index, part, batch, state, seed, led);
			boolean reached = ops.backwardInto(passed.loss(), all(model.parameters().arrays(), wanted), all(sums, gradients), sums.size());
			state.forEach(each -> each.attach(kept));
			return new Led(passed.crossEntropy(), reached, gradients);
		}
	}

	/** Closes what no earlier segment begins with; a decoder's layers share the encoder's states. */
	private static void forget(List<List<NDArray>> states, int index) {
		List<NDArray> before = index == 0 ? List.of() : states.get(index - 1);
		states.get(index).stream().filter(each -> before.stream().noneMatch(other -> other == each)).forEach(NDArray::close);
	}

	/** @param crossEntropy 0 but for the last segment */
	private record Passed(NDArray loss, double crossEntropy) {
	}

	/** The segment once more, recorded, up to a scalar whose gradient is what is led back. */
	private Passed passed(List<Segment> segments, int index, NDManager part, TokenBatch batch, List<NDArray> state, long seed, List<NDArray> led) {
		try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
			Pass pass = model.pass(part, batch.sequences());
			List<NDArray> results = run(segments.get(index), pass, state, seed + index);
			if (index < segments.size() - 1) {
				return new Passed(ops.ledBack(part, results, led), 0);
			}
			NDArray both = Backward.losses(model, pass, results.get(0), batch);
			return new Passed(ops.call("second", both), ops.call("first", both).getFloat());
		}
	}

	private static List<NDArray> all(List<NDArray> first, List<NDArray> second) {
		return Stream.concat(first.stream(), second.stream()).toList();
	}

}
