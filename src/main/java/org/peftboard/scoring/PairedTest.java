package org.peftboard.scoring;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Whether two results differ on the same test items by more than chance.
 *
 * <p>Where every item is right or wrong, the exact McNemar test: of the n items that only one of the two got right, the smaller number k is as
 * surprising as k or fewer heads, or as many tails, in n throws of a coin; {@code p = min(1, 2·Σ_{i≤k} C(n,i)/2ⁿ)}. Otherwise the paired
 * bootstrap of the mean difference, 2,000 resamples with a fixed seed; {@code p = 2·min(share ≤ 0, share ≥ 0)}, at least 1/2,000.
 *
 * <p>Source: McNemar, Psychometrika 12, 1947 (exact form: Fagerland et al., BMC Medical Research Methodology 13, 2013); Efron and Tibshirani, An
 * Introduction to the Bootstrap, 1993.
 *
 * @param method     {@code mcnemar} or {@code bootstrap}
 * @param difference mean of the first minus mean of the second, −1 to 1
 * @param low        lower end of the difference's 95 % bootstrap interval
 * @param high       upper end
 * @param onlyFirst  items that only the first got right; 0 for the bootstrap
 * @param onlySecond items that only the second got right; 0 for the bootstrap
 * @param p          0 to 1
 */
public record PairedTest(String method, int items, double difference, double low, double high, int onlyFirst, int onlySecond, double p) {

	private static final int RESAMPLES = 2000;

	private static final long SEED = 0;

	/**
	 * @param first  values of the items, 0 to 1
	 * @param second values of the same items, in the same order
	 * @throws IllegalArgumentException without items, or with unequal numbers of them
	 */
	public static PairedTest of(double[] first, double[] second) {
		if (first.length == 0 || first.length != second.length) {
			throw new IllegalArgumentException("items: got " + first.length + " and " + second.length + ", need the same, at least one");
		}
		double[] differences = new double[first.length];
		Arrays.setAll(differences, item -> first[item] - second[item]);
		double difference = Arrays.stream(differences).average().orElseThrow();
		double[] drawn = resampled(differences);
		double low = drawn[(int) Math.floor(0.025 * (RESAMPLES - 1) + 0.5)];
		double high = drawn[(int) Math.floor(0.975 * (RESAMPLES - 1) + 0.5)];
		if (binary(first) && binary(second)) {
			int onlyFirst = (int) Arrays.stream(differences).filter(value -> value > 0).count();
			int onlySecond = (int) Arrays.stream(differences).filter(value -> value < 0).count();
			return new PairedTest("mcnemar", first.length, difference, low, high, onlyFirst, onlySecond, mcNemar(onlyFirst, onlySecond));
		}
		double below = Arrays.stream(drawn).filter(value -> value <= 0).count() / (double) RESAMPLES;
		double above = Arrays.stream(drawn).filter(value -> value >= 0).count() / (double) RESAMPLES;
		return new PairedTest("bootstrap", first.length, difference, low, high, 0, 0,
				Math.min(1, Math.max(1.0 / RESAMPLES, 2 * Math.min(below, above))));
	}

	private static boolean binary(double[] values) {
		return Arrays.stream(values).allMatch(value -> value == 0 || value == 1);
	}

	private static double[] resampled(double[] differences) {
		SplittableRandom random = new SplittableRandom(SEED);
		double[] means = new double[RESAMPLES];
		for (int draw = 0; draw < RESAMPLES; draw++) {
			double sum = 0;
			for (int item = 0; item < differences.length; item++) {
				sum += differences[random.nextInt(differences.length)];
			}
			means[draw] = sum / differences.length;
		}
		Arrays.sort(means);
		return means;
	}

	/** The exact two-sided p-value; 1 where no item tells the two apart. */
	static double mcNemar(int onlyFirst, int onlySecond) {
		int throwsOfCoin = onlyFirst + onlySecond;
		double logTerm = -throwsOfCoin * Math.log(2);
		double tail = 0;
		for (int heads = 0; heads <= Math.min(onlyFirst, onlySecond); heads++) {
			tail += Math.exp(logTerm);
			logTerm += Math.log(throwsOfCoin - heads) - Math.log(heads + 1);
		}
		return Math.min(1, 2 * tail);
	}

	/** Holm's correction: p-values of several tests at once, each made as large as it must be for all of them to hold together. */
	public static double[] holm(double[] values) {
		Integer[] order = new Integer[values.length];
		Arrays.setAll(order, index -> index);
		Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
		double[] corrected = new double[values.length];
		double most = 0;
		for (int place = 0; place < order.length; place++) {
			most = Math.max(most, Math.min(1, (values.length - place) * values[order[place]]));
			corrected[order[place]] = most;
		}
		return corrected;
	}

}
