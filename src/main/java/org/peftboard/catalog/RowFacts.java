package org.peftboard.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;

/**
 * What is known of a row besides its score and its three costs. Every part may be absent or empty; nothing is guessed.
 *
 * @param mergeable    whether the trained adapter folds into the base weights
 * @param adapterBytes size of the saved adapter's file
 * @param date         when it was measured, or published where that is not known: {@code 2026-07-15}, or {@code 2026-07} where the day is not known
 * @param taskScores   main metric by task id, 0 to 100
 * @param quantities   further numbers of the source
 * @param config       settings: the keys of Hugging Face PEFT's {@code adapter_config.json} for published rows, the request's for measured ones
 * @param runs         the same configuration at other times, oldest first
 * @param cautions     what a reader must know before trusting a number of this row
 */
public record RowFacts(@Nullable Boolean mergeable, @Nullable Long adapterBytes, @Nullable String date, Map<String, Double> taskScores,
		List<Quantity> quantities, @Nullable Map<String, Object> config, List<Run> runs, List<String> cautions) {

	public static final RowFacts NONE = new RowFacts(null, null, null, Map.of(), List.of(), null, List.of(), List.of());

	private static final Pattern DAY = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?");

	/**
	 * A further number.
	 *
	 * @param name    such as "Training throughput"
	 * @param unit    such as "examples/s"; empty for plain numbers
	 * @param caution why it is not to be trusted; absent where it is
	 */
	public record Quantity(String name, double value, String unit, @Nullable String caution) {

		/** Every digit and the unit: "9666981527 bytes", "0.0001". */
		public String text() {
			return (BigDecimal.valueOf(value).stripTrailingZeros().toPlainString() + " " + unit).strip();
		}

	}

	/**
	 * One run of the same configuration.
	 *
	 * @param date        day of the run
	 * @param score       0 to 100
	 * @param latencyCost in the board's unit; absent where not published
	 * @param memoryCost  in the board's unit; absent where not published
	 * @param note        what it ran with
	 */
	public record Run(String date, double score, @Nullable Double latencyCost, @Nullable Double memoryCost, @Nullable String note) {
	}

	/** Everything that is wrong with these facts; {@code path} is what they are called in errors. */
	List<Problem> problems(String path) {
		List<Problem> problems = new ArrayList<>();
		if (adapterBytes != null && adapterBytes < 0) {
			problems.add(new Problem(path + ".adapterBytes", adapterBytes.toString(), "0 or more, or no such key where it is not known"));
		}
		requireDay(problems, path + ".date", date);
		taskScores.forEach((task, score) -> requireScore(problems, path + ".taskScores." + task, score));
		for (int index = 0; index < runs.size(); index++) {
			requireDay(problems, path + ".runs[" + index + "].date", runs.get(index).date);
			requireScore(problems, path + ".runs[" + index + "].score", runs.get(index).score);
		}
		return problems;
	}

	private static void requireDay(List<Problem> problems, String field, @Nullable String day) {
		if (day != null && !DAY.matcher(day).matches()) {
			problems.add(new Problem(field, "'" + day + "'", "a day such as 2026-07-15, or a month such as 2026-07"));
		}
	}

	private static void requireScore(List<Problem> problems, String field, double score) {
		if (!(score >= 0 && score <= 100)) {
			problems.add(new Problem(field, String.valueOf(score), "0 to 100"));
		}
	}

}
