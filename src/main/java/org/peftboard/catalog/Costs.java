package org.peftboard.catalog;

/**
 * What a board calls its three costs, and in which unit it states them. All rows of a board use the same.
 *
 * @param parameters cost weighed by α
 * @param latency    cost weighed by β; a board without latency may put another inference cost here and says so
 * @param memory     cost weighed by γ
 */
public record Costs(Quantity parameters, Quantity latency, Quantity memory) {

	/**
	 * One cost.
	 *
	 * @param title   heading of its column
	 * @param meaning one sentence: what was counted, and how
	 */
	public record Quantity(String title, Unit unit, String meaning) {
	}

}
