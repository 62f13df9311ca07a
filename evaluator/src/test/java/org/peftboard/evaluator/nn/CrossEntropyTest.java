package org.peftboard.evaluator.nn;

import java.util.List;
import java.util.Random;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The cross-entropy that keeps no scores is that of the scores, and so are its gradients: the engine's own operations are the oracle. */
class CrossEntropyTest {

	/** of a gradient's entry beside the largest one, in float32 */
	private static final double ROUNDING = 2e-5;

	private static final long IGNORED = -100;

	/** One part of the vocabulary, and three (8,388,608 / 1,024 = 8,192 tokens each); with and without targets that do not count; frozen and trained. */
	@ParameterizedTest
	@CsvSource({ "ONEDNN,70,96,500,true", "ONEDNN,70,96,500,false", "BLAS,3,96,500,true", "ONEDNN,20,1024,17000,true", "BLAS,20,1024,17000,true", "BLAS,20,1024,17000,false" })
	void isThatOfTheScoresWithoutThem(Products products, int rows, int width, int vocabulary, boolean trained) {
		try (Ops ops = Ops.on("cpu", Precision.FLOAT32, products); NDManager step = ops.newManager()) {
			JniUtils.setNumThreads(2);
			Random random = new Random(7);
			NDArray x = ops.tensor(step, numbers(random, rows * width), new Shape(rows, width));
			NDArray weight = ops.tensor(step, numbers(random, vocabulary * width), new Shape(vocabulary, width));
			NDArray targets = step.create(targets(random, rows, vocabulary));
			x.setRequiresGradient(true);
			weight.setRequiresGradient(trained);
			List<NDArray> wanted = trained ? List.of(x, weight) : List.of(x);
			try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
				NDArray expected = ops.call("cross_entropy", ops.call("linear", x, weight), targets);
				NDArray found = ops.call("cross_entropy_of_scores", x, weight, targets, ops.constant(trained ? 1 : 0));
				assertThat((double) found.getFloat()).isCloseTo(expected.getFloat(), within(1e-5));
				assertSame(ops.gradients(expected, wanted), ops.gradients(found, wanted));
			}
		}
		finally {
			JniUtils.setNumThreads(1);
		}
	}

	private static void assertSame(NDList expected, NDList found) {
		for (int part = 0; part < expected.size(); part++) {
			float largest = expected.get(part).abs().max().getFloat();
			assertThat(largest).isPositive();
			assertThat(found.get(part).getShape()).isEqualTo(expected.get(part).getShape());
			assertThat((double) found.get(part).sub(expected.get(part)).abs().max().getFloat()).as("gradient %d", part).isLessThan(ROUNDING * largest);
		}
	}

	/** The first and the last token are among them, and every third target does not count. */
	private static long[] targets(Random random, int rows, int vocabulary) {
		long[] targets = new long[rows];
		for (int row = 0; row < rows; row++) {
			targets[row] = row % 3 == 2 ? IGNORED : random.nextInt(vocabulary);
		}
		targets[0] = 0;
		targets[1] = vocabulary - 1;
		return targets;
	}

	private static float[] numbers(Random random, int count) {
		float[] numbers = new float[count];
		for (int place = 0; place < count; place++) {
			numbers[place] = 0.5f * random.nextFloat() - 0.25f;
		}
		return numbers;
	}

}
