package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

import org.peftboard.evaluator.model.LanguageModel;

/**
 * Which training examples come together, for a whole run: places in the training split, a batch an entry; tensors are made when a batch's turn comes.
 *
 * <p>Each epoch the seed shuffles the examples; every stretch of {@code bucket} batches is sorted by length and cut into batches, whose order is shuffled again.
 * So like lengths come together and little is padded, while which examples meet, and when, stays random. The last batch of an epoch may be smaller.
 *
 * <p>Length means the prompt's, unless answers vary more in length than prompts do. Among prompts of like length, the length of a short answer is its label: sorting by
 * it would make batches of one label.
 */
final class BatchPlan {

	private final LanguageModel model;

	private final List<TokenBatch.Row> rows;

	private final int padding;

	private final List<int[]> batches = new ArrayList<>();

	/**
	 * @param count  batches of the whole run
	 * @param bucket batches among which examples are sorted; 1 for none
	 */
	BatchPlan(LanguageModel model, List<TokenBatch.Row> rows, int padding, int count, int batchSize, int bucket, long seed) {
		this.model = model;
		this.rows = rows;
		this.padding = padding;
		SplittableRandom random = new SplittableRandom(seed);
		while (batches.size() < count) {
			List<int[]> epoch = epoch(batchSize, bucket, random);
			batches.addAll(epoch.subList(0, Math.min(epoch.size(), count - batches.size())));
		}
	}

	private List<int[]> epoch(int batchSize, int bucket, SplittableRandom random) {
		int[] order = IntStream.range(0, rows.size()).toArray();
		shuffle(order, random);
		List<int[]> epoch = new ArrayList<>();
		int stretch = batchSize * bucket;
		for (int from = 0; from < order.length; from += stretch) {
			epoch.addAll(stretch(Arrays.copyOfRange(order, from, Math.min(from + stretch, order.length)), batchSize, bucket, random));
		}
		return epoch;
	}

	private List<int[]> stretch(int[] places, int batchSize, int bucket, SplittableRandom random) {
		int[] sorted = bucket == 1 ? places : Arrays.stream(places).boxed().sorted(byLength()).mapToInt(place -> place).toArray();
		List<int[]> cut = new ArrayList<>();
		for (int from = 0; from < sorted.length; from += batchSize) {
			cut.add(Arrays.copyOfRange(sorted, from, Math.min(from + batchSize, sorted.length)));
		}
		if (bucket > 1) {
			int[] order = IntStream.range(0, cut.size()).toArray();
			shuffle(order, random);
			return Arrays.stream(order).mapToObj(cut::get).toList();
		}
		return cut;
	}

	/** Stable, so that rows of like length stay as they were shuffled. */
	private Comparator<Integer> byLength() {
		Comparator<Integer> byPrompt = Comparator.comparingInt(place -> rows.get(place).firstTarget());
		if (variance(TokenBatch.Row::firstTarget) >= variance(row -> row.ids().length - row.firstTarget())) {
			return byPrompt;
		}
		Comparator<Integer> byText = Comparator.comparingInt(place -> rows.get(place).ids().length);
		return model.hasEncoder() ? byPrompt.thenComparing(byText) : byText;
	}

	private double variance(ToIntFunction<TokenBatch.Row> length) {
		double mean = rows.stream().mapToInt(length).average().orElse(0);
		return rows.stream().mapToDouble(row -> length.applyAsInt(row) - mean).map(difference -> difference * difference).sum();
	}

	private static void shuffle(int[] order, SplittableRandom random) {
		for (int last = order.length - 1; last > 0; last--) {
			int other = random.nextInt(last + 1);
			int kept = order[last];
			order[last] = order[other];
			order[other] = kept;
		}
	}

	int size() {
		return batches.size();
	}

	TokenBatch batch(int index) {
		return TokenBatch.of(model, Arrays.stream(batches.get(index)).mapToObj(rows::get).toList(), padding);
	}

	/** The batch with the most places. */
	TokenBatch largest() {
		return batch(Collections.max(IntStream.range(0, batches.size()).boxed().toList(), Comparator.comparingLong(index -> places(batches.get(index)))));
	}

	/** Share of all places of the run that padding takes, 0 to 1. */
	double paddingShare() {
		long places = batches.stream().mapToLong(this::places).sum();
		long real = batches.stream().flatMapToInt(Arrays::stream).mapToLong(place -> rows.get(place).ids().length).sum();
		return (double) (places - real) / places;
	}

	private long places(int[] batch) {
		long longest = Arrays.stream(batch).map(place -> rows.get(place).ids().length).max().orElseThrow();
		if (!model.hasEncoder()) {
			return batch.length * longest;
		}
		long source = Arrays.stream(batch).map(place -> rows.get(place).firstTarget()).max().orElseThrow();
		long target = Arrays.stream(batch).map(place -> rows.get(place).ids().length - rows.get(place).firstTarget()).max().orElseThrow();
		return batch.length * (source + target);
	}

}
