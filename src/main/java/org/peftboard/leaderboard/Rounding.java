package org.peftboard.leaderboard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

import org.jspecify.annotations.Nullable;

/**
 * Six significant digits for what is measured. Nothing here is known better, ranks are made from the rounded values on the server and in the browser alike, and the rows
 * of a large board stay small enough to send.
 */
final class Rounding {

	private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

	private Rounding() {
	}

	static @Nullable Double of(@Nullable Double value) {
		return value == null ? null : value(value);
	}

	static double value(double value) {
		return new BigDecimal(value).round(DIGITS).doubleValue();
	}

}
