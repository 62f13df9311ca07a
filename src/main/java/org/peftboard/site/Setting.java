package org.peftboard.site;

import org.peftboard.evaluator.contract.Problem;

/** What operators may set, looked at when the site starts. */
public final class Setting {

	private Setting() {
	}

	/** @throws Problem.Refused where it is less; a start that it stops says so in a line */
	public static <T extends Comparable<T>> T atLeast(String name, T value, T least) {
		if (value.compareTo(least) < 0) {
			throw new Problem.Refused(name, value.toString(), least + " or more");
		}
		return value;
	}

}
