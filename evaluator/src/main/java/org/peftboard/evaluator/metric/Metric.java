package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.OptionalDouble;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/** A function of expected and predicted texts. */
public interface Metric {

	MetricCard card();

	/**
	 * The value over all items.
	 *
	 * @return fraction, 0 to 1
	 * @throws IllegalArgumentException without items, or with unequal numbers of them: such a value is unknown, not 0
	 */
	double score(List<String> expected, List<String> predicted);

	/** The value of one item, 0 to 1; empty where the metric is one of the whole list only, as macro-F1 is. */
	OptionalDouble item(String expected, String predicted);

}
