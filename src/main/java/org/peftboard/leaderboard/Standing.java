package org.peftboard.leaderboard;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.peftboard.catalog.Board;
import org.peftboard.catalog.References;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.Candidate;
import org.peftboard.scoring.Dominance;
import org.peftboard.scoring.Line;
import org.peftboard.scoring.Ranking;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weight;
import org.peftboard.scoring.Weights;

/**
 * A board with its rows and the references that hold for it now.
 *
 * @param rows        those that may have a place
 * @param candidates  of these, what {@link #candidates(List)} makes of them: once, not for every page
 * @param index       of these, what every page asks for
 * @param found       of these, what pages work out and share
 * @param held        suspect ones: no place before a reviewer has looked at them
 * @param reviews     what was said of rows, by public id; those of which nothing was said are missing
 * @param references  by score definition
 * @param provisional whether reference runs of a measured board are still missing, so that its references are those of the rows so far
 * @param repeats     how far runs of one configuration lie apart, by public id
 */
record Standing(Board board, List<StoredResult> rows, List<Candidate> candidates, RowIndex index, Found found, List<StoredResult> held,
		Map<String, Review> reviews, Map<ScoreVersion, References> references, boolean provisional, Map<String, Repeats> repeats) {

	/** How a row stands. */
	Review review(String publicId) {
		return reviews.getOrDefault(publicId, Review.FRESH);
	}

	/** Rows that want a place, in the order of their ids; the untouched base model is shown, but not ranked. */
	static List<Candidate> candidates(List<StoredResult> rows) {
		return rows.stream()
			.filter(row -> !row.trainsNothing() && row.score() != null)
			.map(row -> new Candidate(row.publicId(), Rounding.value(Objects.requireNonNull(row.score())), row.parameterCost(),
					Rounding.of(row.latencyCost()), Rounding.of(row.memoryCost())))
			.sorted(Comparator.comparing(Candidate::id))
			.toList();
	}

	/** Rows whose score is not known, so that they cannot be ranked whatever their costs are. */
	List<StoredResult> withoutScore() {
		return rows.stream().filter(row -> row.score() == null).toList();
	}

	References references(ScoreVersion score, ReferenceChoice choice) {
		References frozen = Objects.requireNonNull(references.get(score));
		return switch (choice.kind()) {
			case FROZEN -> frozen;
			case LARGEST -> Ranking.largestOf(candidates);
			case OWN -> choice.over(frozen);
		};
	}

	Ranking ranking(ScoreVersion score, ReferenceChoice choice, Weights weights) {
		return Ranking.of(candidates, score, weights, references(score, choice));
	}

	/** The ranking with every weight 1. */
	Found.Ranked byDefault(ScoreVersion score, ReferenceChoice choice) {
		return found.byDefault(score, choice, () -> ranking(score, choice, Weights.DEFAULT));
	}

	/** For each row that some other dominates over these costs, the best such one. */
	Map<String, String> dominated(Set<Weight> costs) {
		return found.dominated(costs, () -> Dominance.of(candidates, costs));
	}

	/** The rows as lines of the weights, in the order of their ids. */
	List<Line> lines(ScoreVersion score, ReferenceChoice choice) {
		return Line.of(candidates, score, references(score, choice));
	}

	/** How many of the board's reference runs are in. */
	long referenceRunsIn() {
		Set<String> in = rows.stream().map(StoredResult::referenceRun).filter(Objects::nonNull).collect(Collectors.toSet());
		return board.referenceRuns().stream().filter(run -> in.contains(run.id())).count();
	}

}
