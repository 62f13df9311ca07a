package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weights;

/**
 * What an address asks of the board page. Whatever cannot be understood is named as a problem and takes its default, so that every
 * address shows a board.
 *
 * @param relative whether the reader chose the largest of the rows shown as references, instead of the board's frozen ones
 * @param axis     the cost that the plot shows: parameters, latency or memory
 */
record BoardQuery(Board board, ScoreVersion score, boolean relative, Weights weights, String axis, List<Problem> problems) {

	static final double LARGEST_WEIGHT = 5;

	private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?");

	private static final List<String> AXES = List.of("parameters", "latency", "memory");

	static BoardQuery read(Boards boards, Map<String, String> parameters) {
		Reader reader = new Reader(parameters, new ArrayList<>());
		Board board = reader.read("board", boards.all().get(0), boards::get);
		ScoreVersion score = reader.read("score", ScoreVersion.of(board.scores().get(0).id()), id -> offered(board, id));
		boolean relative = reader.read("refs", "frozen", refs -> oneOf("refs", refs, List.of("frozen", "largest"))).equals("largest");
		Weights weights = new Weights(reader.weight("alpha"), reader.weight("beta"), reader.weight("gamma"));
		String axis = reader.read("x", "memory", cost -> oneOf("x", cost, AXES));
		return new BoardQuery(board, score, relative && score == ScoreVersion.EXPONENTIAL, weights, axis, List.copyOf(reader.problems));
	}

	BoardQuery withWeights(Weights other) {
		return new BoardQuery(board, score, relative, other, axis, problems);
	}

	private static ScoreVersion offered(Board board, String id) {
		return ScoreVersion.of(oneOf("score", id, board.scores().stream().map(Board.Score::id).toList()));
	}

	private static String oneOf(String field, String value, List<String> known) {
		if (!known.contains(value)) {
			throw new Problem.Refused(field, "'" + value + "'", Suggestion.oneOf(value, known));
		}
		return value;
	}

	private record Reader(Map<String, String> parameters, List<Problem> problems) {

		<T> T read(String name, T otherwise, Function<String, T> parse) {
			String value = parameters.get(name);
			if (value == null) {
				return otherwise;
			}
			try {
				return parse.apply(value);
			}
			catch (Problem.Refused refused) {
				problems.addAll(refused.problems());
				return otherwise;
			}
		}

		double weight(String name) {
			return read(name, 1.0, value -> {
				double weight = NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
				if (!(weight <= LARGEST_WEIGHT)) {
					throw new Problem.Refused(name, "'" + value + "'", "a number from 0 to 5, such as 1 or 0.25");
				}
				return weight;
			});
		}

	}

}
