package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.catalog.References;
import org.peftboard.result.FrozenReferences;
import org.peftboard.result.Marks;
import org.peftboard.result.Results;
import org.peftboard.result.Review;
import org.peftboard.result.SiteState;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.Ranking;
import org.peftboard.scoring.ScoreVersion;
import org.springframework.stereotype.Component;

/**
 * Brings together what a board ranks: its rows, and the references that hold for it now.
 *
 * <p>A board does not change between publications, so its rows are kept until {@link SiteState} says that something was published.
 */
@Component
class Standings {

	private final Results results;

	private final Marks marks;

	private final EvaluatorCards cards;

	private final SiteState site;

	private final Map<String, State> states = new ConcurrentHashMap<>();

	private final Map<String, Kept> kept = new ConcurrentHashMap<>();

	private record State(String site, String word) {
	}

	private record Kept(String state, long revision, List<StoredResult> all, Standing standing) {
	}

	Standings(Results results, Marks marks, EvaluatorCards cards, SiteState site) {
		this.results = results;
		this.marks = marks;
		this.cards = cards;
		this.site = site;
	}

	/** A board as it stands, the same object until something is published. */
	Standing of(Board board) {
		String state = stateOf(board);
		Kept now = kept.get(board.id());
		if (now == null || !now.state.equals(state)) {
			now = read(state, board, now);
			kept.put(board.id(), now);
		}
		return now.standing;
	}

	/** A word that changes whenever the standing does. */
	String stateOf(Board board) {
		String now = site.word();
		State state = states.get(board.id());
		if (state == null || !state.site.equals(now)) {
			state = new State(now, results.stateOf(board.id()));
			states.put(board.id(), state);
		}
		return state.word;
	}

	private Kept read(String state, Board board, @Nullable Kept before) {
		long revision = results.revisionOf(board.id());
		List<StoredResult> all = rows(board, before == null || before.revision != revision ? List.of() : before.all);
		Map<String, Review> reviews = marks.ofBoard(board.id());
		List<StoredResult> rows = all.stream().filter(row -> !review(reviews, row).held() && !review(reviews, row).rerun()).toList();
		List<StoredResult> held = all.stream().filter(row -> review(reviews, row).held()).toList();
		return new Kept(state, revision, all,
				new Standing(board, rows, Standing.candidates(rows), RowIndex.of(board.costs(), rows), new Found(), held, reviews, references(board, rows), board.measured() && results.referencesOf(board.id()).isEmpty(),
						Repeats.of(all.stream().filter(row -> !review(reviews, row).held()).toList())));
	}

	private static Review review(Map<String, Review> reviews, StoredResult row) {
		return reviews.getOrDefault(row.publicId(), Review.FRESH);
	}

	/** Mostly rows are only added, so only the new ones are read, unless something happened to an old one, or the count says that there are others. */
	private List<StoredResult> rows(Board board, List<StoredResult> before) {
		if (!before.isEmpty()) {
			List<StoredResult> rows = new ArrayList<>(before);
			rows.addAll(results.ofBoardAfter(board.id(), before.get(before.size() - 1).id()));
			if (rows.size() == results.countOf(board.id())) {
				return List.copyOf(rows);
			}
		}
		return results.ofBoard(board.id());
	}

	private Map<ScoreVersion, References> references(Board board, List<StoredResult> rows) {
		Map<ScoreVersion, References> byScore = new HashMap<>();
		for (Board.Score score : board.scores()) {
			References references = score.references();
			byScore.put(ScoreVersion.of(score.id()), references != null ? references : measured(board, rows));
		}
		return byScore;
	}

	private References measured(Board board, List<StoredResult> rows) {
		Optional<FrozenReferences> frozen = results.referencesOf(board.id());
		if (frozen.isPresent()) {
			return new References(frozen.get().parameters(), frozen.get().latency(), frozen.get().memory(), 0,
					"Parameters: all of the base model. Latency and memory: the largest of this board's " + frozen.get().runs()
							+ " reference runs, full fine-tuning included. Frozen when the last of them was in.");
		}
		References largest = Ranking.largestOf(Standing.candidates(rows));
		return new References(cards.baseModel(board.baseModel()).parameters(), largest.latency(), largest.memory(), 0,
				"Parameters: all of the base model. Latency and memory: the largest of the rows so far, until all reference runs are in.");
	}

}
