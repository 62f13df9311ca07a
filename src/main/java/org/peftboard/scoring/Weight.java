package org.peftboard.scoring;

import java.util.Locale;

/** One of the three weights, by the name that addresses use. */
public enum Weight {

	/** of trainable parameters */
	ALPHA,
	/** of inference cost */
	BETA,
	/** of training memory */
	GAMMA;

	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** α, β or γ */
	public String letter() {
		return switch (this) {
			case ALPHA -> "α";
			case BETA -> "β";
			case GAMMA -> "γ";
		};
	}

	public double of(Weights weights) {
		return switch (this) {
			case ALPHA -> weights.alpha();
			case BETA -> weights.beta();
			case GAMMA -> weights.gamma();
		};
	}

	/** The same weights with this one changed. */
	public Weights with(Weights weights, double value) {
		return switch (this) {
			case ALPHA -> new Weights(value, weights.beta(), weights.gamma());
			case BETA -> new Weights(weights.alpha(), value, weights.gamma());
			case GAMMA -> new Weights(weights.alpha(), weights.beta(), value);
		};
	}

}
