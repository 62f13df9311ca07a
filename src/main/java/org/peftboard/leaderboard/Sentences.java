package org.peftboard.leaderboard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.peftboard.language.Words;
import org.peftboard.scoring.Line;
import org.peftboard.scoring.Stability;
import org.peftboard.scoring.Weight;

/** How stable a rank is, in words. The twin of {@code sentences.js}. */
final class Sentences {

	private static final int DIGITS = 2;

	private Sentences() {
	}

	/** {@code α ≤ 2.12 · 0.40 ≤ β · any γ}: between which values of each weight, the others as they are, the row keeps its rank. */
	static String intervals(Stability stability, Line line, Words words) {
		return Stream.of(Weight.values()).map(weight -> interval(weight, stability.interval(line, weight), words)).collect(Collectors.joining(" · "));
	}

	static String interval(Weight weight, Stability.Interval interval, Words words) {
		boolean below = interval.low() > 0;
		boolean above = !Double.isInfinite(interval.high());
		String letter = weight.letter();
		if (!below && !above) {
			return words.say("stability.any", letter);
		}
		return (below ? number(interval.low()) + " ≤ " : "") + letter + (above ? " ≤ " + number(interval.high()) : "");
	}

	/** Between which values of its weight a row leads, and with which row it swaps first; absent where there is nothing to compare. */
	static Optional<String> lead(Stability stability, List<Line> lines, String leader, Titles titles, Words words) {
		Optional<Line> line = Line.find(lines, leader);
		return line.flatMap(stability::nearestSwap)
			.map(swap -> words.say("stability.leader", titles.of(leader), intervals(stability, line.orElseThrow(), words), titles.of(swap.id()),
					number(swap.distance())));
	}

	/** Titles of rows by id. */
	interface Titles {

		String of(String id);

	}

	static String number(double value) {
		return BoardViews.decimals(value, DIGITS);
	}

}
