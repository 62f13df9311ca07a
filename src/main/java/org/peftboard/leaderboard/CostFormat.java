package org.peftboard.leaderboard;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Costs;
import org.peftboard.language.Words;

/**
 * How a cost is written: the unit once, in the heading, and all numbers of a column with the same decimals.
 *
 * @param title    heading of the column
 * @param unit     unit behind the heading; empty for plain counts
 * @param divisor  what a stored value is divided by
 * @param decimals digits after the point
 */
public record CostFormat(String title, String unit, double divisor, int decimals) {

	private static final String TO_BASE = "× base";

	/** @param largest largest value of the column, which decides between MB and GB */
	public static CostFormat of(Costs.Quantity quantity, double largest) {
		return switch (quantity.unit()) {
			case COUNT -> new CostFormat(quantity.title(), "", 1, 0);
			case PERCENT -> new CostFormat(quantity.title(), "%", 1, 1);
			case RATIO -> new CostFormat(quantity.title(), TO_BASE, 1, 2);
			case TERAFLOP -> new CostFormat(quantity.title(), "TFLOP", 1, 2);
			case SECOND -> new CostFormat(quantity.title(), "s", 1, 0);
			case MILLISECOND -> new CostFormat(quantity.title(), "ms", 1, 1);
			case GIGABYTE -> new CostFormat(quantity.title(), "GB", 1, 1);
			case BYTE -> largest < 1e9 ? new CostFormat(quantity.title(), "MB", 1e6, 1) : new CostFormat(quantity.title(), "GB", 1e9, 2);
		};
	}

	/** With title and unit as the reader's language has them. */
	public CostFormat in(Words words) {
		return new CostFormat(title(title, words), unit.equals(TO_BASE) ? words.say("unit.base") : unit, divisor, decimals);
	}

	/** A cost's title, which boards have in English, in the reader's language. */
	static String title(String title, Words words) {
		return words.sayOr("cost." + title.toLowerCase(Locale.ROOT).replace(' ', '-'), title);
	}

	/** The number alone; an en dash where there is none. */
	public String number(@Nullable Double value) {
		return value == null ? "–" : String.format(Locale.ROOT, "%,." + decimals + "f", value / divisor);
	}

	/** The number with its unit. */
	public String withUnit(@Nullable Double value) {
		return value == null || unit.isEmpty() ? number(value) : number(value) + " " + unit;
	}

	/** The number with its unit, its thousands as the reader's language parts them. */
	String withUnit(@Nullable Double value, Words words) {
		return words.number(withUnit(value));
	}

	public String heading() {
		return unit.isEmpty() ? title : title + ", " + unit;
	}

}
