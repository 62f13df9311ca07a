package org.peftboard.leaderboard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.peftboard.catalog.Board;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.catalog.References;
import org.peftboard.result.FrozenReferences;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.Ranking;
import org.peftboard.scoring.ScoreVersion;
import org.springframework.stereotype.Component;

/** Brings together what a board ranks: its rows, and the references that hold for it now. */
@Component
class Standings {

	private final Results results;

	private final EvaluatorCards cards;

	Standings(Results results, EvaluatorCards cards) {
		this.results = results;
		this.cards = cards;
	}

	Standing of(Board board) {
		List<StoredResult> rows = results.ofBoard(board.id());
		return new Standing(board, rows, references(board, rows), board.measured() && results.referencesOf(board.id()).isEmpty());
	}

	/** A word that changes whenever the standing does. */
	String stateOf(Board board) {
		return results.stateOf(board.id());
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
