package org.peftboard.evaluator.naive;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Methods as their papers' formulas say them, read by the names of an adapter file. */
public final class NaiveMethods {

	/** names of a prefix's matrix, and of what an MLP makes it of */
	private static final String FLAT = "prompt_embeddings";

	private static final String INPUT = "embedding.weight";

	private NaiveMethods() {
	}

	/** A bottleneck A(x) = Up a(Down x + b) + b' at a module. */
	@FunctionalInterface
	private interface Bottleneck {

		double[][] of(String module, double[][] x);

	}

	private static Bottleneck full(NaiveNumbers numbers, String activation) {
		DoubleUnaryOperator a = NaiveMath.activation(activation);
		return (module, x) -> {
			String path = module + ".adapters.default.";
			return affine(numbers, path + "adapter_up", NaiveMath.map(affine(numbers, path + "adapter_down.0", x), a));
		};
	}

	/** W x + b */
	private static double[][] affine(NaiveNumbers numbers, String path, double[][] x) {
		return NaiveMath.plus(NaiveMath.linear(x, numbers.matrix(path + ".weight")), numbers.vector(path + ".bias"));
	}

	private static Bottleneck hypercomplex(NaiveNumbers numbers, String activation) {
		DoubleUnaryOperator a = NaiveMath.activation(activation);
		return (module, x) -> {
			String path = module + ".adapters.default.";
			return sum(numbers, path + "adapter_up", NaiveMath.map(sum(numbers, path + "adapter_down.0", x), a));
		};
	}

	/** x W + b, W = Σᵢ Aᵢ ⊗ (sᵢ tᵢ), (in, out) */
	private static double[][] sum(NaiveNumbers numbers, String path, double[][] x) {
		String rule = "shared_parameters.default.phm_rule";
		double[][] w = null;
		for (int i = 0; i < numbers.count(rule); i++) {
			double[][] product = NaiveMath.linear(numbers.matrix(path + ".W_left", i), NaiveMath.transposed(numbers.matrix(path + ".W_right", i)));
			double[][] one = NaiveMath.kronecker(numbers.matrix(rule, i), product);
			w = w == null ? one : NaiveMath.plus(w, one);
		}
		return NaiveMath.plus(NaiveMath.linear(x, NaiveMath.transposed(w)), numbers.vector(path + ".b"));
	}

	private static boolean isFeedForward(String path) {
		return path.endsWith("mlp") || path.endsWith("DenseReluDense");
	}

	private static boolean isCross(String path) {
		return path.contains("EncDecAttention");
	}

	public static NaiveMethod houlsby(NaiveNumbers numbers, String activation) {
		return behindBoth(full(numbers, activation));
	}

	public static NaiveMethod compacter(NaiveNumbers numbers, String activation) {
		return behindBoth(hypercomplex(numbers, activation));
	}

	/** x + f + A(f), but for attentions over an encoder */
	private static NaiveMethod behindBoth(Bottleneck adapter) {
		return new NaiveMethod() {

			@Override
			public double[][] residual(String path, boolean ofSource, double[][] x, double[][] n, double[][] f) {
				double[][] plain = NaiveMath.plus(x, f);
				return isCross(path) ? plain : NaiveMath.plus(plain, adapter.of(path, f));
			}

		};
	}

	public static NaiveMethod pfeiffer(NaiveNumbers numbers, String activation) {
		return behindFeedForward(full(numbers, activation));
	}

	public static NaiveMethod compacterPlusPlus(NaiveNumbers numbers, String activation) {
		return behindFeedForward(hypercomplex(numbers, activation));
	}

	/** s + A(s), s = x + f, behind the feed-forward */
	private static NaiveMethod behindFeedForward(Bottleneck adapter) {
		return new NaiveMethod() {

			@Override
			public double[][] residual(String path, boolean ofSource, double[][] x, double[][] n, double[][] f) {
				double[][] s = NaiveMath.plus(x, f);
				return isFeedForward(path) ? NaiveMath.plus(s, adapter.of(path, s)) : s;
			}

		};
	}

	/** x + f + s · A(n) beside the feed-forward; s is the adapter's own where it has one */
	private static double[][] parallel(NaiveNumbers numbers, String activation, double scale, String path, double[][] x, double[][] n, double[][] f) {
		double[][] plain = NaiveMath.plus(x, f);
		String own = path + ".adapters.default.scaling";
		double s = numbers.has(own) ? numbers.vector(own)[0] : scale;
		return isFeedForward(path) ? NaiveMath.plus(plain, full(numbers, activation).of(path, n), s) : plain;
	}

	public static NaiveMethod parallelAdapter(NaiveNumbers numbers, String activation, double scale) {
		return new NaiveMethod() {

			@Override
			public double[][] residual(String path, boolean ofSource, double[][] x, double[][] n, double[][] f) {
				return parallel(numbers, activation, scale, path, x, n, f);
			}

		};
	}

	/** y + s (A ⊗ B) x */
	public static NaiveMethod krona(NaiveNumbers numbers, double scale) {
		return new NaiveMethod() {

			@Override
			public double[][] linear(String path, boolean ofSource, double[][] x, double[][] y) {
				if (!numbers.has(path + ".lokr_w1")) {
					return y;
				}
				double[][] product = NaiveMath.kronecker(numbers.matrix(path + ".lokr_w1"), numbers.matrix(path + ".lokr_w2"));
				return NaiveMath.plus(y, NaiveMath.linear(x, product), scale);
			}

		};
	}

	/** Prefixes that every query sees whole. */
	private abstract static class Prefixes implements NaiveMethod {

		private final NaiveNumbers numbers;

		private final int length;

		Prefixes(NaiveNumbers numbers, int length) {
			this.numbers = numbers;
			this.length = length;
		}

		@Override
		public int prefixLength() {
			return length;
		}

		@Override
		public Prefix prefix(Attention attention, double[][] x) {
			double[] open = new double[x.length];
			Arrays.fill(open, 1);
			return prefixes(numbers, attention, open);
		}

	}

	public static NaiveMethod prefixTuning(NaiveNumbers numbers, int length) {
		return new Prefixes(numbers, length) {
		};
	}

	/** Prefixes, and parallel adapters. */
	public static NaiveMethod mam(NaiveNumbers numbers, int length, String activation, double scale) {
		return new Prefixes(numbers, length) {

			@Override
			public double[][] residual(String path, boolean ofSource, double[][] x, double[][] n, double[][] f) {
				return parallel(numbers, activation, scale, path, x, n, f);
			}

		};
	}

	/** One layer's part of the whole matrix: keys of the first layer, its values, keys of the second, and so on. */
	private static NaiveMethod.Prefix prefixes(NaiveNumbers numbers, NaiveMethod.Attention attention, double[] gates) {
		boolean one = numbers.has(FLAT) || numbers.has(INPUT);
		double[][] all = wholePrefix(numbers, one ? "" : attention.group() + "_prefix.");
		int from = 2 * attention.layer() * attention.width();
		double[][] keys = NaiveMath.columns(all, from, attention.width());
		return new NaiveMethod.Prefix(keys, NaiveMath.columns(all, from + attention.width(), attention.width()), gates);
	}

	/** P itself, or W₂ tanh(W₁ E + b₁) + b₂. */
	private static double[][] wholePrefix(NaiveNumbers numbers, String path) {
		if (numbers.has(path + FLAT)) {
			return numbers.matrix(path + FLAT);
		}
		double[][] hidden = NaiveMath.map(affine(numbers, path + "transform.0", numbers.matrix(path + INPUT)), Math::tanh);
		return affine(numbers, path + "transform.2", hidden);
	}

	/** Numbers of {@link #unipelt}. */
	public record UniPelt(int length, double loraScale, String activation) {
	}

	/** y + g(x) s B A x, prefixes behind g of what the attention reads, h + g(h) A(h) behind the feed-forward. */
	public static NaiveMethod unipelt(NaiveNumbers numbers, UniPelt form) {
		return new NaiveMethod() {

			@Override
			public double[][] linear(String path, boolean ofSource, double[][] x, double[][] y) {
				if (!numbers.has(path + ".lora_A.weight")) {
					return y;
				}
				double[][] update = NaiveMath.linear(NaiveMath.linear(x, numbers.matrix(path + ".lora_A.weight")), numbers.matrix(path + ".lora_B.weight"));
				double[] gates = gates(numbers, path + ".lora", ofSource, x);
				return NaiveMath.plus(y, update, Arrays.stream(gates).map(gate -> gate * form.loraScale()).toArray());
			}

			@Override
			public int prefixLength() {
				return form.length();
			}

			@Override
			public Prefix prefix(Attention attention, double[][] x) {
				boolean ofSource = attention.group().equals("encoder");
				return prefixes(numbers, attention, gates(numbers, attention.path() + ".prefix_tuning", ofSource, x));
			}

			@Override
			public double[][] residual(String path, boolean ofSource, double[][] x, double[][] n, double[][] f) {
				double[][] s = NaiveMath.plus(x, f);
				if (!isFeedForward(path)) {
					return s;
				}
				return NaiveMath.plus(s, full(numbers, form.activation()).of(path, s), gates(numbers, path + ".adapters.default", ofSource, s));
			}

		};
	}

	/** σ(w x + b) of every token; over an encoder's states the mean over the sequence. */
	private static double[] gates(NaiveNumbers numbers, String path, boolean ofSource, double[][] x) {
		double[] open = Arrays.stream(affine(numbers, path + ".gate", x)).mapToDouble(row -> NaiveMath.sigmoid(row[0])).toArray();
		if (ofSource) {
			Arrays.fill(open, Arrays.stream(open).average().orElseThrow());
		}
		return open;
	}

}
