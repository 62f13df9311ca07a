package org.peftboard.evaluator.naive;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Arithmetic in float64, in loops, one sequence at a time: {@code x[t]} is the vector of token t. Nothing is changed in place. */
public final class NaiveMath {

	private NaiveMath() {
	}

	/** Σᵢ aᵢ bᵢ */
	public static double dot(double[] a, double[] b) {
		double sum = 0;
		for (int index = 0; index < a.length; index++) {
			sum += a[index] * b[index];
		}
		return sum;
	}

	/** y[t] = W x[t], W (out, in) */
	public static double[][] linear(double[][] x, double[][] w) {
		double[][] y = new double[x.length][w.length];
		for (int t = 0; t < x.length; t++) {
			for (int out = 0; out < w.length; out++) {
				y[t][out] = dot(w[out], x[t]);
			}
		}
		return y;
	}

	/** x[t] + b, the same vector for every token */
	public static double[][] plus(double[][] x, double[] b) {
		double[][] y = new double[x.length][];
		for (int t = 0; t < x.length; t++) {
			y[t] = plus(x[t], b, 1);
		}
		return y;
	}

	public static double[][] plus(double[][] x, double[][] y) {
		return plus(x, y, 1);
	}

	/** x + factor · y */
	public static double[][] plus(double[][] x, double[][] y, double factor) {
		double[] same = new double[x.length];
		Arrays.fill(same, factor);
		return plus(x, y, same);
	}

	/** x[t] + factor[t] · y[t] */
	public static double[][] plus(double[][] x, double[][] y, double[] factor) {
		double[][] sum = new double[x.length][];
		for (int t = 0; t < x.length; t++) {
			sum[t] = plus(x[t], y[t], factor[t]);
		}
		return sum;
	}

	private static double[] plus(double[] x, double[] y, double factor) {
		double[] sum = new double[x.length];
		for (int index = 0; index < x.length; index++) {
			sum[index] = x[index] + factor * y[index];
		}
		return sum;
	}

	/** a(x), number by number */
	public static double[][] map(double[][] x, DoubleUnaryOperator a) {
		return Arrays.stream(x).map(row -> Arrays.stream(row).map(a).toArray()).toArray(double[][]::new);
	}

	/** x ⊙ y */
	public static double[][] times(double[][] x, double[][] y) {
		double[][] product = new double[x.length][x[0].length];
		for (int t = 0; t < x.length; t++) {
			for (int index = 0; index < x[t].length; index++) {
				product[t][index] = x[t][index] * y[t][index];
			}
		}
		return product;
	}

	public static double[][] transposed(double[][] x) {
		double[][] turned = new double[x[0].length][x.length];
		for (int row = 0; row < x.length; row++) {
			for (int column = 0; column < x[row].length; column++) {
				turned[column][row] = x[row][column];
			}
		}
		return turned;
	}

	/** A ⊗ B: every entry of A times the whole of B */
	public static double[][] kronecker(double[][] a, double[][] b) {
		double[][] product = new double[a.length * b.length][a[0].length * b[0].length];
		for (int row = 0; row < product.length; row++) {
			for (int column = 0; column < product[0].length; column++) {
				product[row][column] = a[row / b.length][column / b[0].length] * b[row % b.length][column % b[0].length];
			}
		}
		return product;
	}

	/** Columns [from, from + width) of every row. */
	public static double[][] columns(double[][] x, int from, int width) {
		return Arrays.stream(x).map(row -> Arrays.copyOfRange(row, from, from + width)).toArray(double[][]::new);
	}

	/** exp(sᵢ) / Σⱼ exp(sⱼ) */
	public static double[] softmax(double[] scores) {
		double greatest = Arrays.stream(scores).max().orElseThrow();
		double[] powers = Arrays.stream(scores).map(score -> Math.exp(score - greatest)).toArray();
		double sum = Arrays.stream(powers).sum();
		return Arrays.stream(powers).map(power -> power / sum).toArray();
	}

	/** The non-linearities by their names in settings. */
	public static DoubleUnaryOperator activation(String name) {
		return switch (name) {
			case "relu" -> x -> Math.max(x, 0);
			case "silu" -> x -> x * sigmoid(x);
			case "tanh" -> Math::tanh;
			case "gelu" -> x -> x * normalDistribution(x);
			case "gelu_new" -> x -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
			default -> throw new IllegalArgumentException("activation: got '" + name + "'");
		};
	}

	public static double sigmoid(double x) {
		return 1 / (1 + Math.exp(-x));
	}

	/** Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …) */
	private static double normalDistribution(double x) {
		double sum = 0;
		double term = x;
		for (int odd = 3; Math.abs(term) > 1e-18; odd += 2) {
			sum += term;
			term *= x * x / odd;
		}
		return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
	}

	/** x / √(mean(x²) + ε) ⊙ g */
	public static double[][] rmsNorm(double[][] x, double[] gain, double epsilon) {
		double[][] y = new double[x.length][gain.length];
		for (int t = 0; t < x.length; t++) {
			double root = Math.sqrt(dot(x[t], x[t]) / gain.length + epsilon);
			for (int index = 0; index < gain.length; index++) {
				y[t][index] = x[t][index] / root * gain[index];
			}
		}
		return y;
	}

	/** (x − mean) / √(variance + ε) ⊙ g + b: the norm above of what is left without the mean. */
	public static double[][] layerNorm(double[][] x, double[] gain, double[] bias, double epsilon) {
		double[][] centred = new double[x.length][];
		for (int t = 0; t < x.length; t++) {
			double mean = Arrays.stream(x[t]).average().orElseThrow();
			centred[t] = Arrays.stream(x[t]).map(value -> value - mean).toArray();
		}
		return plus(rmsNorm(centred, gain, epsilon), bias);
	}

}
