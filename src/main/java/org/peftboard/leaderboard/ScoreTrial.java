package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.peftboard.catalog.References;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.scoring.Candidate;
import org.peftboard.scoring.Ranking;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weights;

/**
 * A row that the reader makes up, scored by both definitions.
 *
 * @param fields   the form, filled in with what was typed, or with LoRA of the summary table
 * @param problems what could not be read; its field then counts with its default
 * @param results  one line a definition
 */
record ScoreTrial(List<Field> fields, List<String> problems, List<Line> results) {

	private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");

	/** A field of the form. */
	record Field(String name, String value, String most) {
	}

	/** What one definition makes of it: the three factors and their product with the score. */
	record Line(String name, String parameters, String latency, String memory, String pscp) {
	}

	private record Input(String name, String label, double otherwise, double least, double most) {
	}

	private static final List<Input> INPUTS = List.of(new Input("s", "Score S", 84.2, 0, 100), new Input("p", "Trainable P, %", 0.5, 0, 1e12),
			new Input("l", "Latency L, × base", 1.03, 0, 1e12), new Input("m", "Memory M, GB", 12.1, 0, 1e12),
			new Input("pref", "P_ref", 100, 1e-9, 1e12), new Input("lref", "L_ref", 1.07, 1e-9, 1e12), new Input("mref", "M_ref", 13.9, 1e-9, 1e12),
			new Input("alpha", "α", 1, 0, 5), new Input("beta", "β", 1, 0, 5), new Input("gamma", "γ", 1, 0, 5));

	static ScoreTrial of(Map<String, String> parameters) {
		List<Field> fields = new ArrayList<>();
		List<String> problems = new ArrayList<>();
		double[] values = new double[INPUTS.size()];
		for (int index = 0; index < values.length; index++) {
			Input input = INPUTS.get(index);
			values[index] = value(input, parameters.get(input.name), problems);
			fields.add(new Field(input.name, Controls.text(values[index]), Controls.text(input.most)));
		}
		Candidate row = new Candidate("row", values[0], values[1], values[2], values[3]);
		References references = new References(values[4], values[5], values[6], 0, "typed");
		Weights weights = new Weights(values[7], values[8], values[9]);
		return new ScoreTrial(fields, problems, List.of(line(ScoreVersion.EXPONENTIAL, row, weights, references), line(ScoreVersion.POWER, row, weights, references)));
	}

	private static double value(Input input, @org.jspecify.annotations.Nullable String text, List<String> problems) {
		if (text == null || text.isBlank()) {
			return input.otherwise;
		}
		double value = NUMBER.matcher(text.strip()).matches() ? Double.parseDouble(text.strip()) : Double.NaN;
		if (value >= input.least && value <= input.most) {
			return value;
		}
		problems.add(new Problem(input.label, "'" + text + "'", "a number " + (input.least > 0 ? "greater than 0" : "from 0") + " to " + Controls.text(input.most)).sentence());
		return input.otherwise;
	}

	private static Line line(ScoreVersion version, Candidate row, Weights weights, References references) {
		Ranking.Place place = Ranking.of(List.of(row), version, weights, references).places().get(0);
		return new Line(version.id(), factor(place.penalties().parameters()), factor(place.penalties().latency()), factor(place.penalties().memory()),
				BoardViews.decimals(place.pscp(), 2));
	}

	private static String factor(double penalty) {
		return BoardViews.decimals(Math.exp(-penalty), 4);
	}

}
