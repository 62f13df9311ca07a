package org.peftboard.leaderboard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.peftboard.scoring.Ranking;
import org.peftboard.scoring.ScoreVersion;

/** Rankings of one board, as it stands, with every weight 1: what every page says its moves against. */
final class DefaultRankings {

	private final Map<Key, Ranked> known = new ConcurrentHashMap<>();

	private record Key(ScoreVersion score, ReferenceChoice.Kind kind) {
	}

	/** @param ranks by id */
	record Ranked(Ranking ranking, Map<String, Integer> ranks) {

		static Ranked of(Ranking ranking) {
			return new Ranked(ranking, ranking.ranks());
		}

	}

	/** References that a reader typed are that reader's alone, so their ranking is made anew. */
	Ranked of(ScoreVersion score, ReferenceChoice choice, Supplier<Ranking> ranking) {
		if (choice.kind() == ReferenceChoice.Kind.OWN) {
			return Ranked.of(ranking.get());
		}
		return known.computeIfAbsent(new Key(score, choice.kind()), key -> Ranked.of(ranking.get()));
	}

}
