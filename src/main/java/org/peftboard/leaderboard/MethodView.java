package org.peftboard.leaderboard;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;

/**
 * A method's page, ready to be written down.
 *
 * @param card      absent for methods that only published rows know
 * @param drawing   absent with the card
 * @param python    Hugging Face PEFT's code for the default settings; absent where it has no such method
 * @param standings where its rows stand, boards in their order
 * @param settings  what can be set, in the order of the form
 * @param presets   settings that papers and benchmarks use
 */
record MethodView(String id, String title, String family, @Nullable MethodCard card, @Nullable Drawing drawing, @Nullable String python, String submitHref,
		List<Standing> standings, List<Setting> settings, List<Preset> presets) {

	/** On one board: the best row of the method, and how many there are. */
	record Standing(String boardTitle, String boardHref, boolean measured, int rows, String rowTitle, String rowHref, String rank, int of, String pscp,
			String score, String parameters, String latency, String memory, @Nullable String reason) {
	}

	/**
	 * One thing that can be set.
	 *
	 * @param range from the least to the greatest value, or every choice; empty where any value will do
	 */
	record Setting(String title, String name, String defaultValue, String range, String help) {

		static Setting of(ParameterSpec spec) {
			String range = !spec.choices().isEmpty() ? String.join(", ", spec.choices())
					: spec.least() != null && spec.greatest() != null ? text(spec.least()) + " to " + text(spec.greatest()) : "";
			return new Setting(spec.title(), spec.name(), text(spec.defaultValue()), range, spec.help());
		}

		/** Numbers without a fraction of zeros, lists without brackets. */
		private static String text(Object value) {
			if (value instanceof List<?> several) {
				return several.stream().map(Setting::text).collect(Collectors.joining(", "));
			}
			return value instanceof Number number ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString() : String.valueOf(value);
		}

	}

	/** Settings of a paper, with the form that they fill in. */
	record Preset(String source, String note, String settings, String submitHref) {
	}

	/** A method in the list. */
	record Entry(String id, String title, String family, @Nullable String description, @Nullable Boolean mergeable, String peftType, long rows) {
	}

	/** A family with its methods. */
	record Group(String family, List<Entry> methods) {
	}

}
