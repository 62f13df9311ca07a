package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.model.KeyValueCache;
import org.peftboard.evaluator.model.LanguageModel;

/** Continues prompts with the likeliest token, several prompts at once, through a key/value cache; prompts are padded on the left. */
final class GreedyDecoder {

	private static final int BATCH_SIZE = 50;

	private final LanguageModel model;

	private final int maxNewTokens;

	private final BooleanSupplier stop;

	/** @param stop asked between batches; when true, decoding ends with {@link Interrupted} */
	GreedyDecoder(LanguageModel model, int maxNewTokens, BooleanSupplier stop) {
		this.model = model;
		this.maxNewTokens = maxNewTokens;
		this.stop = stop;
	}

	/** The new tokens of each prompt, up to the end-of-text token, which is left out. */
	List<int[]> decode(List<int[]> prompts) {
		int[][] answers = new int[prompts.size()][];
		int[] order = IntStream.range(0, prompts.size()).boxed().sorted(Comparator.comparing(index -> prompts.get(index).length)).mapToInt(i -> i).toArray();
		for (int from = 0; from < order.length; from += BATCH_SIZE) {
			Interrupted.throwIf(stop);
			int[] batch = Arrays.copyOfRange(order, from, Math.min(from + BATCH_SIZE, order.length));
			List<int[]> decoded = decodeBatch(Arrays.stream(batch).mapToObj(prompts::get).toList());
			for (int row = 0; row < batch.length; row++) {
				answers[batch[row]] = decoded.get(row);
			}
		}
		return List.of(answers);
	}

	private List<int[]> decodeBatch(List<int[]> prompts) {
		int longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElseThrow();
		long[][] mask = new long[prompts.size()][longest];
		long[] ids = new long[prompts.size() * longest];
		Arrays.fill(ids, Tokens.PADDING);
		for (int row = 0; row < prompts.size(); row++) {
			int[] prompt = prompts.get(row);
			for (int place = 0; place < prompt.length; place++) {
				int column = longest - prompt.length + place;
				ids[row * longest + column] = prompt[place];
				mask[row][column] = 1;
			}
		}
		boolean padded = prompts.stream().anyMatch(prompt -> prompt.length < longest);
		try (KeyValueCache cache = model.newCache(prompts.size(), longest + maxNewTokens, padded ? mask : null)) {
			return grow(cache, ids, prompts.size());
		}
	}

	private List<int[]> grow(KeyValueCache cache, long[] prompt, int rows) {
		List<List<Integer>> answers = new ArrayList<>();
		IntStream.range(0, rows).forEach(row -> answers.add(new ArrayList<>()));
		boolean[] ended = new boolean[rows];
		long[] ids = prompt;
		for (int count = 0; count < maxNewTokens && !allEnded(ended); count++) {
			ids = likeliest(cache, ids, rows);
			for (int row = 0; row < rows; row++) {
				ended[row] |= ids[row] == Tokens.END;
				if (!ended[row]) {
					answers.get(row).add((int) ids[row]);
				}
			}
		}
		return answers.stream().map(answer -> answer.stream().mapToInt(Integer::intValue).toArray()).toList();
	}

	private long[] likeliest(KeyValueCache cache, long[] ids, int rows) {
		try (NDManager step = model.ops().newManager()) {
			NDArray scores = model.next(step.create(ids, new Shape(rows, ids.length / rows)), cache);
			return model.ops().call("argmax", scores).toLongArray();
		}
	}

	private static boolean allEnded(boolean[] ended) {
		return IntStream.range(0, ended.length).allMatch(row -> ended[row]);
	}

}
