package org.peftboard.submission;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.catalog.References;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.Candidate;
import org.peftboard.scoring.Ranking;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weights;
import org.springframework.stereotype.Component;

/**
 * Between which ranks a configuration may come to stand, under the board's first score and all weights 1.
 *
 * <p>Its parameters are known. Its score, latency and memory are taken to lie between the least and the greatest of the rows of the same method on this board, or
 * of all rows where the method has none: the worst and the best of these, put among the rows, give the two ranks. So it is a range of what was seen, and no
 * promise.
 */
@Component
public class RankForecast {

	private static final String NEW = "\uffff";

	private final Results results;

	private final EvaluatorCards cards;

	RankForecast(Results results, EvaluatorCards cards) {
		this.results = results;
		this.cards = cards;
	}

	/**
	 * A forecast.
	 *
	 * @param best     the better rank
	 * @param of       rows with this one
	 * @param from     from how many rows it is taken
	 * @param ofMethod whether these are of the same method
	 */
	public record Range(int best, int worst, int of, int from, boolean ofMethod) {
	}

	Optional<Range> of(Board board, String methodId, long trainableParameters) {
		List<StoredResult> rows = results.ofBoard(board.id()).stream().filter(row -> !row.trainsNothing() && complete(row)).toList();
		List<StoredResult> same = rows.stream().filter(row -> row.methodId().equals(methodId)).toList();
		List<StoredResult> like = same.isEmpty() ? rows : same;
		if (rows.size() < 2) {
			return Optional.empty();
		}
		Candidate best = new Candidate(NEW, extreme(like, StoredResult::score, false), (double) trainableParameters, extreme(like, StoredResult::latencyCost, true),
				extreme(like, StoredResult::memoryCost, true));
		Candidate worst = new Candidate(NEW, extreme(like, StoredResult::score, true), (double) trainableParameters, extreme(like, StoredResult::latencyCost, false),
				extreme(like, StoredResult::memoryCost, false));
		return Optional.of(new Range(rank(board, rows, best), rank(board, rows, worst), rows.size() + 1, like.size(), !same.isEmpty()));
	}

	private static boolean complete(StoredResult row) {
		return row.score() != null && row.parameterCost() != null && row.latencyCost() != null && row.memoryCost() != null;
	}

	private static double extreme(List<StoredResult> rows, Function<StoredResult, @Nullable Double> value, boolean least) {
		Comparator<Double> order = Comparator.naturalOrder();
		return rows.stream().map(value).map(Objects::requireNonNull).max(least ? order.reversed() : order).orElseThrow();
	}

	private int rank(Board board, List<StoredResult> rows, Candidate added) {
		List<Candidate> candidates = new ArrayList<>(rows.stream().map(RankForecast::candidate).toList());
		References references = references(board, candidates);
		candidates.add(added);
		return Ranking.of(candidates, ScoreVersion.of(board.scores().get(0).id()), Weights.DEFAULT, references)
			.places()
			.stream()
			.filter(place -> place.id().equals(NEW))
			.findFirst()
			.orElseThrow()
			.rank();
	}

	private References references(Board board, List<Candidate> candidates) {
		References declared = board.scores().get(0).references();
		if (declared != null) {
			return declared;
		}
		double parameters = cards.baseModel(board.baseModel()).parameters();
		return results.referencesOf(board.id())
			.map(frozen -> new References(frozen.parameters(), frozen.latency(), frozen.memory(), 0, ""))
			.orElseGet(() -> {
				References largest = Ranking.largestOf(candidates);
				return new References(parameters, largest.latency(), largest.memory(), 0, "");
			});
	}

	private static Candidate candidate(StoredResult row) {
		return new Candidate(row.publicId(), Objects.requireNonNull(row.score()), row.parameterCost(), row.latencyCost(), row.memoryCost());
	}

}
