package org.peftboard.leaderboard;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.peftboard.scoring.Ranking;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weight;

/** What some page worked out from a board's rows and every other one would work out alike; of a board as it stands, so that it goes when something is published. */
final class Found {

	private final Map<Key, Ranked> byDefault = new ConcurrentHashMap<>();

	private final Map<Set<Weight>, Map<String, String>> dominated = new ConcurrentHashMap<>();

	private record Key(ScoreVersion score, ReferenceChoice.Kind kind) {
	}

	/** @param ranks by id */
	record Ranked(Ranking ranking, Map<String, Integer> ranks) {

		static Ranked of(Ranking ranking) {
			return new Ranked(ranking, ranking.ranks());
		}

	}

	/** The ranking with every weight 1. References that a reader typed are that reader's alone, so theirs is made anew. */
	Ranked byDefault(ScoreVersion score, ReferenceChoice choice, Supplier<Ranking> ranking) {
		if (choice.kind() == ReferenceChoice.Kind.OWN) {
			return Ranked.of(ranking.get());
		}
		return byDefault.computeIfAbsent(new Key(score, choice.kind()), key -> Ranked.of(ranking.get()));
	}

	/** Who dominates whom over these costs, as {@link org.peftboard.scoring.Dominance} says it. */
	Map<String, String> dominated(Set<Weight> costs, Supplier<Map<String, String>> dominance) {
		return dominated.computeIfAbsent(Set.copyOf(costs), key -> dominance.get());
	}

}
