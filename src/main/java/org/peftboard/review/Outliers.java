package org.peftboard.review;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;

/**
 * Whether a result lies far from others like it.
 *
 * <p>Against runs of the same method with the same settings on the same board: score, latency and memory may differ by what repeats here differ by ({@link Repeats}).
 * Against at least {@value #FEWEST} results of the same method with whatever settings: robust z = |x − median| ÷ max(1.4826 · MAD, least spread) above
 * {@value #MOST_DEVIATIONS}, costs on a logarithmic scale. Suspect results are compared with nothing, and nothing with them.
 *
 * <p>Source of the robust z and its bound: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993, who take 3.5; here 6, because settings differ on purpose.
 */
final class Outliers {

	static final int FEWEST = 5;

	static final double MOST_DEVIATIONS = 6;

	private static final double NORMAL = 1.4826;

	/** points: scores nearer than this are no news */
	private static final double LEAST_SCORE_SPREAD = 2.5;

	/** of a logarithm: about a tenth more or less */
	private static final double LEAST_COST_SPREAD = 0.1;

	private Outliers() {
	}

	/** What is strange about this result among the others of its board; nothing where nothing is. */
	static List<String> of(StoredResult result, List<StoredResult> board, Map<String, Review> reviews, RepeatBounds bounds) {
		List<StoredResult> same = board.stream()
			.filter(other -> !other.publicId().equals(result.publicId()) && other.methodId().equals(result.methodId()))
			.filter(other -> !other.uploaded() && !reviews.getOrDefault(other.publicId(), Review.FRESH).held())
			.toList();
		List<String> findings = new ArrayList<>();
		for (StoredResult repeat : same) {
			if (findings.isEmpty() && sameSettings(result, repeat)) {
				againstRepeat(findings, result, repeat, bounds);
			}
		}
		if (findings.isEmpty() && same.size() >= FEWEST) {
			againstNeighbours(findings, result, same);
		}
		return List.copyOf(findings);
	}

	/** Settings that were not recorded may be any. */
	private static boolean sameSettings(StoredResult one, StoredResult other) {
		return settings(one) != null && Objects.equals(settings(one), settings(other));
	}

	/** Method and settings; absent where they were not recorded. */
	static @Nullable Object settings(StoredResult row) {
		Map<String, Object> settings = row.facts().config();
		return settings == null || settings.isEmpty() ? null : List.of(row.methodId(), settings);
	}

	private static void againstRepeat(List<String> findings, StoredResult result, StoredResult repeat, RepeatBounds bounds) {
		Double score = result.score();
		Double before = repeat.score();
		if (score != null && before != null && Math.abs(score - before) > bounds.score().most()) {
			findings.add(text("score %.1f, while result %s with the same settings has %.1f, more than %.1f apart (%s)", score, repeat.publicId(), before,
					bounds.score().most(), bounds.score().source()));
		}
		ratio(findings, "latency", result.latencyCost(), repeat.latencyCost(), repeat, bounds.latency());
		ratio(findings, "peak memory", result.memoryCost(), repeat.memoryCost(), repeat, bounds.memory());
	}

	private static void ratio(List<String> findings, String what, @Nullable Double now, @Nullable Double before, StoredResult repeat,
			RepeatBound bound) {
		if (now != null && before != null && now > 0 && before > 0 && Math.abs(Math.log(now / before)) > bound.most()) {
			findings.add(text("%s %.2f times that of result %s, which has the same settings, beyond a factor of %.2f (%s)", what, now / before, repeat.publicId(),
					Math.exp(bound.most()), bound.source()));
		}
	}

	private static void againstNeighbours(List<String> findings, StoredResult result, List<StoredResult> same) {
		deviation(findings, "score", result.score(), values(same, StoredResult::score), LEAST_SCORE_SPREAD);
		deviation(findings, "latency", log(result.latencyCost()), values(same, row -> log(row.latencyCost())), LEAST_COST_SPREAD);
		deviation(findings, "peak memory", log(result.memoryCost()), values(same, row -> log(row.memoryCost())), LEAST_COST_SPREAD);
	}

	private static void deviation(List<String> findings, String what, @Nullable Double value, double[] others, double leastSpread) {
		if (value == null || others.length < FEWEST) {
			return;
		}
		double median = RepeatBound.median(others);
		double spread = Math.max(leastSpread, NORMAL * RepeatBound.median(Arrays.stream(others).map(other -> Math.abs(other - median)).toArray()));
		double deviations = Math.abs(value - median) / spread;
		if (deviations > MOST_DEVIATIONS) {
			findings.add(text("%s is %.0f robust deviations from the median of %d other results of this method", what, deviations, others.length));
		}
	}

	static @Nullable Double log(@Nullable Double cost) {
		return cost == null || cost <= 0 ? null : Math.log(cost);
	}

	private static double[] values(List<StoredResult> rows, Function<StoredResult, @Nullable Double> value) {
		return rows.stream().map(value).filter(Objects::nonNull).mapToDouble(Double::doubleValue).toArray();
	}

	private static String text(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

}
