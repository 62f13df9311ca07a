package org.peftboard.scoring;

/**
 * How much the reader minds each cost.
 *
 * @param alpha weight of trainable parameters, 0 or more
 * @param beta  weight of inference cost, 0 or more
 * @param gamma weight of training memory, 0 or more
 */
public record Weights(double alpha, double beta, double gamma) {

	public static final Weights DEFAULT = new Weights(1, 1, 1);

	public Weights {
		require("alpha", alpha);
		require("beta", beta);
		require("gamma", gamma);
	}

	private static void require(String name, double weight) {
		if (!(weight >= 0 && Double.isFinite(weight))) {
			throw new IllegalArgumentException(name + ": got " + weight + ", need 0 or more");
		}
	}

}
