package org.peftboard.evaluator.nn;

import java.util.List;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class OpsTest {

	private static Ops ops;

	@BeforeAll
	static void load() {
		ops = Ops.on("cpu");
	}

	@AfterAll
	static void close() {
		ops.close();
	}

	@Test
	void rmsNormDividesByTheRootMeanSquare() {
		try (NDManager step = ops.newManager()) {
			NDArray x = step.create(new float[] { 3, 4 }, new Shape(1, 1, 2));
			NDArray y = ops.call("rms_norm", x, step.create(new float[] { 1, 2 }), ops.constant(0));
			double root = Math.sqrt(12.5);
			assertThat(y.toFloatArray()[0]).isCloseTo((float) (3 / root), within(1e-6f));
			assertThat(y.toFloatArray()[1]).isCloseTo((float) (8 / root), within(1e-6f));
		}
	}

	@Test
	void gradientsOfALinearLayerAreTheInputs() {
		try (NDManager step = ops.newManager(); GradientCollector collector = Engine.getInstance().newGradientCollector()) {
			NDArray weight = step.create(new float[] { 1, 2 }, new Shape(1, 2));
			NDArray idle = step.create(new float[] { 5 });
			weight.setRequiresGradient(true);
			idle.setRequiresGradient(true);
			NDArray loss = ops.call("linear", step.create(new float[] { 3, 4 }, new Shape(1, 2)), weight).sum();
			NDList gradients = ops.gradients(loss, List.of(weight, idle));
			assertThat(gradients.get(0).toFloatArray()).containsExactly(3, 4);
			assertThat(gradients.get(1).toFloatArray()).containsExactly(0);
		}
	}

	@Test
	void gradientsSurviveGarbageCollectionBetweenForwardAndBackward() {
		for (int trial = 0; trial < 20; trial++) {
			try (NDManager step = ops.newManager(); GradientCollector collector = Engine.getInstance().newGradientCollector()) {
				NDArray weight = step.create(new float[] { 2 }, new Shape(1, 1));
				NDArray a = step.create(new float[] { 1 }, new Shape(1, 1));
				NDArray b = step.create(new float[] { 1 }, new Shape(1, 1));
				b.setRequiresGradient(true);
				NDArray loss = ops.call("low_rank_linear_dry", step.create(new float[] { 1 }, new Shape(1, 1)), weight, a, b, ops.constant(3)).sum();
				System.gc();
				assertThat(ops.gradients(loss, List.of(b)).get(0).toFloatArray()).containsExactly(3);
			}
		}
	}

	@Test
	void clippingScalesToTheGreatestNormAndLeavesSmallerOnesAlone() {
		try (NDManager step = ops.newManager()) {
			NDArray gradient = step.create(new float[] { 3, 4 });
			assertThat(ops.clip(step, List.of(gradient), 10)).isEqualTo(5);
			assertThat(gradient.toFloatArray()).containsExactly(3, 4);
			assertThat(ops.clip(step, List.of(gradient), 1)).isEqualTo(5);
			assertThat(gradient.toFloatArray()[0]).isCloseTo(0.6f, within(1e-6f));
		}
	}

}
