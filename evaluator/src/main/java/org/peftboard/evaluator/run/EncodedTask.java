package org.peftboard.evaluator.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.peftboard.evaluator.hub.Checksum;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.task.Example;
import org.peftboard.evaluator.task.Split;
import org.peftboard.evaluator.task.Task;
import org.peftboard.evaluator.text.Tokenizer;

/** A task's examples as token ids: {@code <s>}, the prompt, the answer, {@code </s>}; what is learned begins with the answer. */
final class EncodedTask {

	private final Task task;

	private final Tokenizer tokenizer;

	EncodedTask(Task task, Tokenizer tokenizer) {
		this.task = task;
		this.tokenizer = tokenizer;
	}

	Task task() {
		return task;
	}

	Tokenizer tokenizer() {
		return tokenizer;
	}

	/** {@code <s>} and the prompt */
	int[] prompt(Example example) {
		int[] text = tokenizer.encode(example.prompt());
		int[] prompt = new int[text.length + 1];
		prompt[0] = Tokens.START;
		System.arraycopy(text, 0, prompt, 1, text.length);
		return prompt;
	}

	private TokenBatch.Row row(Example example) {
		int[] prompt = tokenizer.encode(example.prompt());
		int[] answer = tokenizer.encode(example.answer());
		int[] both = IntStream.concat(IntStream.of(prompt), IntStream.of(answer)).toArray();
		return new TokenBatch.Row(Tokens.document(both), prompt.length + 1);
	}

	/** The training split in batches, in an order that the seed decides, epoch after epoch; the last batch of an epoch may be smaller. */
	List<TokenBatch> batches(LanguageModel model, int steps, int batchSize, long seed) {
		List<TokenBatch.Row> rows = task.examples(Split.TRAIN).stream().map(this::row).toList();
		SplittableRandom random = new SplittableRandom(seed);
		List<TokenBatch> batches = new ArrayList<>();
		while (batches.size() < steps) {
			int[] order = shuffled(rows.size(), random);
			for (int from = 0; from < order.length && batches.size() < steps; from += batchSize) {
				int to = Math.min(from + batchSize, order.length);
				batches.add(TokenBatch.of(model, IntStream.range(from, to).mapToObj(place -> rows.get(order[place])).toList(), Tokens.PADDING));
			}
		}
		return batches;
	}

	private static int[] shuffled(int size, SplittableRandom random) {
		int[] order = IntStream.range(0, size).toArray();
		for (int last = size - 1; last > 0; last--) {
			int other = random.nextInt(last + 1);
			int kept = order[last];
			order[last] = order[other];
			order[other] = kept;
		}
		return order;
	}

	/** SHA-256 over every example of every split, as text. */
	String checksum() {
		StringBuilder all = new StringBuilder();
		for (Split split : Split.values()) {
			for (Example example : task.examples(split)) {
				all.append(example.id()).append('\n').append(example.prompt()).append('\n').append(example.answer()).append('\n');
			}
		}
		return Checksum.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
	}

}
