package org.peftboard.leaderboard;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;

/**
 * A method's page, ready to be written down.
 *
 * @param card      absent for methods that only published rows know
 * @param drawing   absent with the card
 * @param python    Hugging Face PEFT's code for the default settings; absent where it has no such method
 * @param standings where its rows stand, boards in their order
 * @param presets   settings that papers and benchmarks use
 */
record MethodView(String id, String title, String family, @Nullable MethodCard card, @Nullable Drawing drawing, @Nullable String python, String submitHref,
		List<Standing> standings, List<Preset> presets) {

	/** On one board: the best row of the method, and how many there are. */
	record Standing(String boardTitle, String boardHref, boolean measured, int rows, String rowTitle, String rowHref, String rank, int of, String pscp,
			String score, String parameters, String latency, String memory, @Nullable String reason) {
	}

	/** Settings of a paper, with the form that they fill in. */
	record Preset(String source, String note, String settings, String submitHref) {
	}

	/** A method in the list. */
	record Entry(String id, String title, String family, @Nullable String description, @Nullable Boolean mergeable, String peftType, long rows) {
	}

	/** A family with its methods. */
	record Group(String family, String meaning, List<Entry> methods) {
	}

}
