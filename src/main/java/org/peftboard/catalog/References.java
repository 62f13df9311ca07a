package org.peftboard.catalog;

/**
 * The costs that a score is relative to, frozen with the version of a board, each in the board's unit of that cost.
 *
 * <p>For {@code pscp-exp/1} these are P_ref, L_ref and M_ref; for {@code pscp-power/1} the constants C_p, C_f and C_m.
 *
 * @param parameters  greater than 0
 * @param latency     greater than 0
 * @param memory      greater than 0
 * @param latencyBase latency cost of the untouched base model, which {@code pscp-power/1} subtracts first; 0 where the cost is already an
 *                    extra one
 * @param why         where the numbers come from, for people
 */
public record References(double parameters, double latency, double memory, double latencyBase, String why) {

	public References {
		requirePositive("parameters", parameters);
		requirePositive("latency", latency);
		requirePositive("memory", memory);
		if (!(latencyBase >= 0)) {
			throw new IllegalArgumentException("references.latencyBase: got " + latencyBase + ", need 0 or more");
		}
	}

	private static void requirePositive(String name, double value) {
		if (!(value > 0) || Double.isInfinite(value)) {
			throw new IllegalArgumentException("references." + name + ": got " + value + ", need more than 0");
		}
	}

}
