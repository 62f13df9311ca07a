package org.peftboard.evaluator.naive;

import java.util.Arrays;
import java.util.List;

import org.peftboard.evaluator.naive.NaiveMethod.Attention;
import org.peftboard.evaluator.naive.NaiveMethod.Prefix;

/** A language model in float64, sequence by sequence and without padding. What its kinds share: linear layers, attention by head, the loss. */
public abstract class NaiveModel {

	protected final NaiveNumbers numbers;

	protected final NaiveMethod method;

	protected NaiveModel(NaiveNumbers numbers, NaiveMethod method) {
		this.numbers = numbers;
		this.method = method;
	}

	/**
	 * One sequence.
	 *
	 * @param source  what the encoder reads; empty where there is none
	 * @param tokens  what the decoder reads
	 * @param targets the token after each
	 */
	public record Example(int[] source, int[] tokens, int[] targets) {
	}

	/** What is added to the score of a key for a query; −∞ where the query may not look. */
	@FunctionalInterface
	protected interface Scores {

		double added(int head, int query, int key);

	}

	/** logits[t], (T, V) */
	abstract double[][] logits(Example example);

	/** Mean cross-entropy over the targets of all examples. */
	public double loss(List<Example> examples) {
		double sum = 0;
		int count = 0;
		for (Example example : examples) {
			double[][] logits = logits(example);
			for (int t = 0; t < logits.length; t++) {
				sum -= Math.log(NaiveMath.softmax(logits[t])[example.targets()[t]]);
				count++;
			}
		}
		return sum / count;
	}

	protected double[][] embedded(int[] ids, String table) {
		double[][] vectors = numbers.matrix(table);
		return Arrays.stream(ids).mapToObj(id -> vectors[id]).toArray(double[][]::new);
	}

	/** W x + b as the method changes it; b where the layer has one. */
	protected double[][] linear(String path, boolean ofSource, double[][] x) {
		return method.linear(path, ofSource, x, plain(path, x));
	}

	protected double[][] plain(String path, double[][] x) {
		double[][] y = NaiveMath.linear(x, numbers.matrix(path + ".weight"));
		return numbers.has(path + ".bias") ? NaiveMath.plus(y, numbers.vector(path + ".bias")) : y;
	}

	/**
	 * softmax(scale · Q [P_K; K]ᵀ + added) [P_V; V], heads joined; every key head serves as many query heads.
	 *
	 * @param reads   what the attention reads
	 * @param queries (T, H·D)
	 * @param keys    (S, G·D)
	 * @param width   D
	 */
	protected double[][] attend(Attention attention, double[][] reads, double[][] queries, double[][] keys, double[][] values, int width, double scale,
			Scores scores) {
		Prefix prefix = method.prefixLength() == 0 ? new Prefix(new double[0][], new double[0][], new double[queries.length])
				: method.prefix(attention, reads);
		double[][] seen = new double[queries.length][queries[0].length];
		int shared = queries[0].length / keys[0].length;
		for (int head = 0; head < queries[0].length / width; head++) {
			int from = head / shared * width;
			Prefix first = new Prefix(NaiveMath.columns(prefix.keys(), from, width), NaiveMath.columns(prefix.values(), from, width), prefix.gates());
			double[][] sums = attend(head, NaiveMath.columns(queries, head * width, width), first, NaiveMath.columns(keys, from, width),
					NaiveMath.columns(values, from, width), scale, scores);
			for (int t = 0; t < sums.length; t++) {
				System.arraycopy(sums[t], 0, seen[t], head * width, width);
			}
		}
		return seen;
	}

	private static double[][] attend(int head, double[][] queries, Prefix prefix, double[][] keys, double[][] values, double scale, Scores scores) {
		double[][] sums = new double[queries.length][];
		for (int t = 0; t < queries.length; t++) {
			double[] shares = shares(queries[t], prefix.keys(), prefix.gates()[t], keys, scale, added(scores, head, t, keys.length));
			sums[t] = mixed(shares, prefix.values(), prefix.gates()[t], values);
		}
		return sums;
	}

	private static double[] added(Scores scores, int head, int query, int keys) {
		double[] added = new double[keys];
		for (int key = 0; key < keys; key++) {
			added[key] = scores.added(head, query, key);
		}
		return added;
	}

	/** How much one query's head takes of each key, those of the prefix first. */
	private static double[] shares(double[] query, double[][] prefix, double gate, double[][] keys, double scale, double[] added) {
		double[] scores = new double[prefix.length + keys.length];
		for (int place = 0; place < prefix.length; place++) {
			scores[place] = scale * gate * NaiveMath.dot(query, prefix[place]);
		}
		for (int place = 0; place < keys.length; place++) {
			scores[prefix.length + place] = scale * NaiveMath.dot(query, keys[place]) + added[place];
		}
		return NaiveMath.softmax(scores);
	}

	private static double[] mixed(double[] shares, double[][] prefix, double gate, double[][] values) {
		double[] sum = new double[values[0].length];
		for (int place = 0; place < shares.length; place++) {
			boolean first = place < prefix.length;
			double[] value = first ? prefix[place] : values[place - prefix.length];
			for (int index = 0; index < sum.length; index++) {
				sum[index] += shares[place] * (first ? gate : 1) * value[index];
			}
		}
		return sum;
	}

	/** A query sees itself and what is before it. */
	protected static double causal(int query, int key) {
		return key > query ? Double.NEGATIVE_INFINITY : 0;
	}

}
