package org.peftboard.evaluator.nn;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Both libraries compute the same, to rounding; which one a machine takes is a matter of its processor. */
class ProductsTest {

	/** Sums of some hundred products of numbers below 1, in float32. */
	private static final double ROUNDING = 1e-4;

	/** Every way through onednn.py: narrow and small matrices, large ones, one vector and few and many, in and out of training. */
	@ParameterizedTest
	@CsvSource({ "1,96,128", "20,96,128", "130,96,128", "130,32,128", "1,640,512", "5,640,512", "130,640,512", "2,200,70" })
	void oneDnnComputesWhatBlasDoes(int rows, int out, int in) {
		for (int threads : new int[] { 1, 2 }) {
			assertSame(threads, rows, out, in, false);
			assertSame(threads, rows, out, in, true);
		}
	}

	private static void assertSame(int threads, int rows, int out, int in, boolean bias) {
		try (Ops blas = Ops.on("cpu", Precision.FLOAT32, Products.BLAS); Ops oneDnn = Ops.on("cpu", Precision.FLOAT32, Products.ONEDNN)) {
			float[][] expected = withThreads(threads, () -> computed(blas, rows, out, in, bias));
			float[][] found = withThreads(threads, () -> computed(oneDnn, rows, out, in, bias));
			for (int part = 0; part < expected.length; part++) {
				assertThat(found[part]).as("part %d with %d threads", part, threads).hasSameSizeAs(expected[part]);
				for (int place = 0; place < expected[part].length; place++) {
					assertThat((double) found[part][place]).isCloseTo(expected[part][place], within(ROUNDING));
				}
			}
		}
	}

	private static float[][] withThreads(int threads, Supplier<float[][]> work) {
		int before = JniUtils.getNumThreads();
		JniUtils.setNumThreads(threads);
		try {
			return work.get();
		}
		finally {
			JniUtils.setNumThreads(before);
		}
	}

	/** The product without training, with a matrix laid out as models do it, and in training with the gradients of input, matrix and bias. */
	private static float[][] computed(Ops ops, int rows, int out, int in, boolean withBias) {
		Random random = new Random(5);
		float[] numbers = numbers(random, rows * in);
		float[] matrix = numbers(random, out * in);
		float[] offsets = numbers(random, out);
		float[] weights = numbers(random, rows * out);
		try (NDManager step = ops.newManager()) {
			NDArray x = ops.tensor(step, numbers, new Shape(1, rows, in));
			NDArray frozen = ops.tensor(step, matrix, new Shape(out, in));
			ops.update("lay_out", frozen);
			NDArray bias = ops.tensor(step, offsets, new Shape(out));
			float[] plain = (withBias ? ops.call("linear_bias", x, frozen, bias) : ops.call("linear", x, frozen)).toFloatArray();
			try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
				NDArray trained = ops.tensor(step, matrix, new Shape(out, in));
				List.of(x, trained, bias).forEach(tensor -> tensor.setRequiresGradient(true));
				NDArray y = withBias ? ops.call("linear_bias", x, trained, bias) : ops.call("linear", x, trained);
				NDArray throughFrozen = withBias ? ops.call("linear_bias", x, frozen, bias) : ops.call("linear", x, frozen);
				NDArray loss = y.add(throughFrozen).mul(ops.tensor(step, weights, new Shape(1, rows, out))).sum();
				NDList gradients = ops.gradients(loss, List.of(x, trained, bias));
				return new float[][] { plain, y.toFloatArray(), gradients.get(0).toFloatArray(), gradients.get(1).toFloatArray(), gradients.get(2).toFloatArray() };
			}
		}
	}

	private static float[] numbers(Random random, int count) {
		float[] numbers = new float[count];
		for (int place = 0; place < count; place++) {
			numbers[place] = 0.5f * random.nextFloat() - 0.25f;
		}
		return numbers;
	}

	@Test
	void amdWithWideRegistersTakesOneDnnAndEverybodyElseBlas() {
		assertThat(Products.prefersOneDnn(List.of("processor\t: 0", "vendor_id\t: AuthenticAMD", "flags\t\t: fpu sse avx2 avx512f avx512dq"))).isTrue();
		assertThat(Products.prefersOneDnn(List.of("vendor_id\t: AuthenticAMD", "flags\t\t: fpu sse avx2 avx512ifma"))).isFalse();
		assertThat(Products.prefersOneDnn(List.of("vendor_id\t: GenuineIntel", "flags\t\t: fpu sse avx2 avx512f"))).isFalse();
		assertThat(Products.prefersOneDnn(List.of())).isFalse();
	}

	@Test
	void aGpuAndHalfPrecisionHaveTheirOwn() {
		assertThat(Products.on("cuda:0", Precision.FLOAT32)).isEqualTo(Products.BLAS);
		assertThat(Products.on("cpu", Precision.BFLOAT16)).isEqualTo(Products.BLAS);
	}

	@Test
	void inputsAreKeptWhereTheProductIsAConvolution() {
		assertThat(Products.ONEDNN.keepInputs(64, 64, 64)).isTrue();
		assertThat(Products.ONEDNN.keepInputs(63, 64, 64)).isFalse();
		assertThat(Products.ONEDNN.keepInputs(64, 64, 63)).isFalse();
		assertThat(Products.ONEDNN.keepInputs(768, 50_257, 64)).isFalse();
		assertThat(Products.BLAS.keepInputs(64, 64, 64)).isFalse();
	}

}
