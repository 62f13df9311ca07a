package org.peftboard.scoring;

/**
 * What the three costs take off a score, as natural logarithms: {@code PSCP = S · exp(−parameters − latency − memory)}.
 *
 * <p>In this space the parts add up exactly, which is why bars are drawn from it. 0 means that a cost takes nothing off.
 */
public record Penalties(double parameters, double latency, double memory) {

	public double total() {
		return parameters + latency + memory;
	}

}
