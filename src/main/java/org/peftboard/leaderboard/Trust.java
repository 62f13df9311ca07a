package org.peftboard.leaderboard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.References;
import org.peftboard.scoring.Line;
import org.peftboard.scoring.RankIntervals;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weights;

/**
 * What is known of how certain the rows of a board are.
 *
 * @param rows intervals and draws by row id; a row without any is missing
 */
record Trust(Map<String, Row> rows) {

	static final Trust NONE = new Trust(Map.of());

	/** More rows than this are not drawn anew for a page; the page's worker does it. */
	private static final int MOST_LINES = 400;

	/** Two ends of a 95 % interval. */
	record Ends(double low, double high) {
	}

	/**
	 * One row, in the board's units.
	 *
	 * @param score   interval of the task score, as its record has it
	 * @param latency absent where it was repeated too rarely
	 * @param draws   absent where some task has no scores by item
	 */
	record Row(Ends score, @Nullable Ends latency, @Nullable Draws draws) {
	}

	boolean known() {
		return !rows.isEmpty();
	}

	/** Rank intervals under these weights; none on a board with very many rows. */
	Map<String, RankIntervals.Range> ranges(List<Line> lines, RowIndex index, ScoreVersion score, References references, Weights weights) {
		if (lines.size() > MOST_LINES) {
			return Map.of();
		}
		Map<String, RankIntervals.Draws> draws = new HashMap<>();
		rows.forEach((id, row) -> {
			Double value = index.row(id).score();
			Double latency = index.row(id).latencyCost();
			if (row.draws != null && latency != null && value != null) {
				draws.put(id, relative(row.draws, value, latency, score, references));
			}
		});
		return RankIntervals.of(lines, draws, Draws.COUNT, weights);
	}

	private static RankIntervals.Draws relative(Draws draws, double score, double latency, ScoreVersion version, References references) {
		double[] logScores = new double[Draws.COUNT];
		double[] shares = new double[Draws.COUNT];
		for (int draw = 0; draw < Draws.COUNT; draw++) {
			logScores[draw] = logRatio(draws.scores()[draw], score);
			shares[draw] = version.latencyShare(draws.latencies()[draw], references) - version.latencyShare(latency, references);
		}
		return new RankIntervals.Draws(logScores, shares);
	}

	/** ln of a drawn score over the score; a drawn 0 counts as a hundredth of a point. */
	static double logRatio(double drawn, double score) {
		return Math.log(Math.max(0.01, drawn) / score);
	}

}
