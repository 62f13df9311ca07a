package org.peftboard.submission;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.account.FieldProblems;

/**
 * What the page to submit shows.
 *
 * @param suite    id of the suite that it submits to
 * @param method   the method whose form it is
 * @param title    what was typed as the row's name
 * @param notice   what was done with an uploaded file; absent without one
 * @param hardwareClass id of the class of hardware whose board it submits to
 * @param hardware the classes to choose from
 * @param usual    about how long an evaluation takes ("45 seconds"); absent while unknown
 */
record SubmitView(String suite, List<Suite> suites, List<Method> methods, Method method, String title, List<Field> fields, List<Preset> presets, FieldProblems problems,
		@Nullable String notice, @Nullable String usual, More more, String hardwareClass, List<Choice> hardware) {

	/**
	 * What else can be said with a configuration.
	 *
	 * @param seeds        as typed
	 * @param largest      configurations that a search may have
	 * @param open         whether any of it was filled in, so that it must be seen
	 */
	record More(String seeds, int leastSeeds, int mostSeeds, boolean anonymous, String embargoUntil, String search, int largest, boolean open) {
	}

	/** Settings of a paper or benchmark, as the address of a filled form. */
	record Preset(String source, String note, String address) {
	}

	/** A suite to submit to. */
	record Suite(String id, String title, String description, String baseModel, String tasks, String protocol) {
	}

	/** A method to choose. */
	record Method(String id, String title, String family, String description, String formula, @Nullable String paper, @Nullable String paperUrl,
			boolean chosen) {
	}

	/**
	 * One field of the form.
	 *
	 * @param kind    number, check, choice or choices
	 * @param value   what stands in it, for numbers
	 * @param checked whether it is ticked, for ticks
	 * @param bounds  "1 to 512", or nothing
	 * @param step    1 for whole numbers, {@code any} for others
	 */
	record Field(String name, String title, String help, String kind, String value, boolean checked, @Nullable String least, @Nullable String greatest,
			String bounds, String step, List<Choice> choices) {
	}

	/** One of several values. */
	record Choice(String id, String value, boolean chosen) {
	}

	/** The suite that it submits to. */
	public Suite chosenSuite() {
		return suites.stream().filter(one -> one.id().equals(suite)).findFirst().orElseThrow();
	}

}
