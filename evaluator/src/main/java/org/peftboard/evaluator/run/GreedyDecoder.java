package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.model.KeyValueCache;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Prompts;
import org.peftboard.evaluator.model.Sequences;

/** Continues prompts with the likeliest token, several prompts at once, through a key/value cache; prompts are padded on the left. */
final class GreedyDecoder {

	private static final int BATCH_SIZE = 50;

	private final LanguageModel model;

	private final SpecialTokens special;

	private final int maxNewTokens;

	private final BooleanSupplier stop;

	/** @param stop asked between batches; when true, decoding ends with {@link Interrupted} */
	GreedyDecoder(LanguageModel model, SpecialTokens special, int maxNewTokens, BooleanSupplier stop) {
		this.model = model;
		this.special = special;
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
		Sequences.Rows rows = Prompts.of(prompts, special.padding(), Prompts.Padding.LEFT);
		try (KeyValueCache cache = model.newCache(rows, maxNewTokens)) {
			return grow(cache, rows);
		}
	}

	private List<int[]> grow(KeyValueCache cache, Sequences.Rows prompts) {
		List<List<Integer>> answers = new ArrayList<>();
		IntStream.range(0, prompts.count()).forEach(row -> answers.add(new ArrayList<>()));
		boolean[] ended = new boolean[prompts.count()];
		long[] ids = first(cache, prompts);
		for (int count = 0; count < maxNewTokens; count++) {
			for (int row = 0; row < ended.length; row++) {
				ended[row] |= special.ends().contains((int) ids[row]);
				if (!ended[row]) {
					answers.get(row).add((int) ids[row]);
				}
			}
			if (allEnded(ended) || count == maxNewTokens - 1) {
				break;
			}
			ids = likeliest(cache, ids);
		}
		return answers.stream().map(answer -> answer.stream().mapToInt(Integer::intValue).toArray()).toList();
	}

	private long[] first(KeyValueCache cache, Sequences.Rows prompts) {
		try (NDManager step = model.ops().newManager()) {
			return model.ops().call("argmax", model.read(step, prompts, cache)).toLongArray();
		}
	}

	private long[] likeliest(KeyValueCache cache, long[] ids) {
		try (NDManager step = model.ops().newManager()) {
			return model.ops().call("argmax", model.next(step.create(ids, new Shape(ids.length, 1)), cache)).toLongArray();
		}
	}

	private static boolean allEnded(boolean[] ended) {
		return IntStream.range(0, ended.length).allMatch(row -> ended[row]);
	}

}
