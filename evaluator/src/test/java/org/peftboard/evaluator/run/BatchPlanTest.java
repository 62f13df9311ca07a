package org.peftboard.evaluator.run;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BatchPlanTest {

	/** 300 rows of 4 to 60 tokens; the first token is the row's number */
	private static final List<TokenBatch.Row> ROWS = rows();

	@ParameterizedTest
	@ValueSource(ints = { 1, 20 })
	void takesEveryExampleOnceAnEpoch(int bucket) {
		withModel("llama", model -> {
			BatchPlan plan = new BatchPlan(model, ROWS, 0, 2 * 38, 8, bucket, 3);
			for (int epoch = 0; epoch < 2; epoch++) {
				int[] taken = IntStream.range(38 * epoch, 38 * (epoch + 1)).flatMap(index -> firstTokens(plan.batch(index))).sorted().toArray();
				assertThat(taken).isEqualTo(IntStream.range(1000, 1300).toArray());
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "llama", "t5" })
	void putsLikeLengthsTogether(String name) {
		withModel(name, model -> {
			double sorted = new BatchPlan(model, ROWS, 0, 38, 8, 20, 3).paddingShare();
			double unsorted = new BatchPlan(model, ROWS, 0, 38, 8, 1, 3).paddingShare();
			assertThat(sorted).isLessThan(0.1);
			assertThat(unsorted).isGreaterThan(2 * sorted);
		});
	}

	@Test
	void tellsTheShareOfPaddingThatItsBatchesHave() {
		for (String name : List.of("llama", "t5")) {
			withModel(name, model -> {
				BatchPlan plan = new BatchPlan(model, ROWS, 0, 50, 8, 20, 3);
				List<TokenBatch> batches = IntStream.range(0, plan.size()).mapToObj(plan::batch).toList();
				double places = batches.stream().mapToLong(TokenBatch::places).sum();
				double real = batches.stream().mapToLong(TokenBatch::realTokens).sum();
				assertThat(plan.paddingShare()).isCloseTo(1 - real / places, within(1e-12));
				assertThat(plan.largest().places()).isEqualTo(batches.stream().mapToLong(TokenBatch::places).max().orElseThrow());
			});
		}
	}

	@Test
	void mixesTheLengthsOverTheRunAndRepeatsItselfForASeed() {
		withModel("llama", model -> {
			List<Long> lengths = lengths(new BatchPlan(model, ROWS, 0, 19, 8, 20, 3));
			assertThat(lengths).isEqualTo(lengths(new BatchPlan(model, ROWS, 0, 19, 8, 20, 3)));
			assertThat(lengths).isNotEqualTo(lengths(new BatchPlan(model, ROWS, 0, 19, 8, 20, 4)));
			assertThat(lengths).isNotEqualTo(lengths.stream().sorted().toList());
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "llama", "t5" })
	void mixesLabelsOfUnlikeLengthAmongPromptsOfLikeLength(String name) {
		List<TokenBatch.Row> labelled = IntStream.range(0, 320).mapToObj(number -> labelled(20 + number / 2 % 3, 1 + number % 2)).toList();
		withModel(name, model -> {
			BatchPlan plan = new BatchPlan(model, labelled, 0, 40, 8, 20, 3);
			long ofOneLabel = IntStream.range(0, plan.size()).filter(index -> targets(plan.batch(index)) == 8 || targets(plan.batch(index)) == 16).count();
			assertThat(ofOneLabel).as("batches of eight that have one label; by chance 0.3 of 40").isLessThan(4);
		});
	}

	private static TokenBatch.Row labelled(int prompt, int label) {
		int[] ids = new int[prompt + label];
		Arrays.fill(ids, 5);
		return new TokenBatch.Row(ids, prompt);
	}

	private static long targets(TokenBatch batch) {
		return batch.targets().length;
	}

	private static List<Long> lengths(BatchPlan plan) {
		return IntStream.range(0, plan.size()).mapToObj(index -> plan.batch(index).places()).toList();
	}

	private static IntStream firstTokens(TokenBatch batch) {
		int width = batch.sequences().tokens().length();
		return IntStream.range(0, batch.sequences().tokens().count()).map(row -> (int) batch.sequences().tokens().ids()[row * width]);
	}

	private static List<TokenBatch.Row> rows() {
		SplittableRandom random = new SplittableRandom(11);
		return IntStream.range(0, 300).mapToObj(number -> {
			int[] ids = new int[4 + random.nextInt(57)];
			Arrays.fill(ids, 5);
			ids[0] = 1000 + number;
			return new TokenBatch.Row(ids, ids.length - 2);
		}).toList();
	}

	private static void withModel(String name, java.util.function.Consumer<LanguageModel> test) {
		try (Ops ops = Ops.on("cpu"); LanguageModel model = Architectures.build(Toy.config(name), Weights.random(0.1), Adaptation.NONE, ops)) {
			test.accept(model);
		}
	}

}
