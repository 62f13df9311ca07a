package org.peftboard.evaluator.run;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Result.Items;
import org.peftboard.evaluator.hub.Checksum;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.task.Example;
import org.peftboard.evaluator.task.Split;
import org.peftboard.evaluator.task.Task;
import org.peftboard.evaluator.text.Tokenizer;

/**
 * A task's examples as the token ids of one model: what the tokenizer puts before, the prompt, the answer, the end token.
 *
 * <p>On a decoder an answer may take at most half of the positions, and the prompt what is left. Prompts that are too long lose their middle, so that what stands first (the instruction) and last (the question) stays. An answer is never cut: a training
 * example whose answer does not fit is left out, and counted.
 */
final class EncodedTask {

	private static final int SHORTEST_PROMPT = 8;

	private final Task task;

	private final Tokenizer tokenizer;

	private final SpecialTokens special;

	private final boolean forEncoder;

	private final int maxPromptTokens;

	private final int maxNewTokens;

	private final boolean wholeText;

	private final List<Example> validation;

	private final List<Example> test;

	private final List<TokenBatch.Row> training = new ArrayList<>();

	private int dropped;

	private int cut;

	/**
	 * Encodes the training split.
	 *
	 * @throws Problem.Refused where the model has too few positions, or where no training example is left
	 */
	EncodedTask(Task task, Tokenizer tokenizer, SpecialTokens special, LanguageModel model, Protocol protocol) {
		this.task = task;
		this.tokenizer = tokenizer;
		this.special = special;
		this.forEncoder = model.hasEncoder();
		this.wholeText = protocol.batches().wholeText() && !forEncoder;
		Protocol.Extent extent = protocol.extent(task.card().id());
		this.maxNewTokens = longestAnswer(extent.maxNewTokens() > 0 ? extent.maxNewTokens() : task.card().maxNewTokens(), model);
		this.maxPromptTokens = longestPrompt(extent.maxPromptTokens() > 0 ? extent.maxPromptTokens() : task.card().maxPromptTokens(), model);
		this.validation = first(task.examples(Split.VALIDATION), protocol.selection().items());
		this.test = first(task.examples(Split.TEST), extent.testItems());
		task.examples(Split.TRAIN).forEach(this::take);
		if (training.isEmpty()) {
			throw new Problem.Refused("tasks", task.card().id() + ": " + dropped + " training examples, none of which fits", "answers of at most "
					+ (maxNewTokens - 1) + " tokens");
		}
	}

	/** tokens of the longest training example */
	int longestRow() {
		return training.stream().mapToInt(row -> row.ids().length).max().orElse(0);
	}

	/** An answer may take half of a model's positions. */
	private int longestAnswer(int wanted, LanguageModel model) {
		if (forEncoder) {
			return wanted;
		}
		if (model.freePositions() < 2 * SHORTEST_PROMPT) {
			throw new Problem.Refused("baseModel", model.freePositions() + " positions left beside virtual tokens", "at least " + 2 * SHORTEST_PROMPT
					+ "; choose fewer virtual tokens");
		}
		return Math.min(wanted, model.freePositions() / 2);
	}

	private int longestPrompt(int wanted, LanguageModel model) {
		return forEncoder ? wanted : Math.min(wanted, model.freePositions() - maxNewTokens);
	}

	private static List<Example> first(List<Example> examples, int count) {
		return count == 0 ? examples : examples.subList(0, Math.min(count, examples.size()));
	}

	private void take(Example example) {
		int[] answer = answer(example);
		if (answer.length == 0 || answer.length + 1 > maxNewTokens) {
			dropped++;
			return;
		}
		if (isCut(example)) {
			cut++;
		}
		training.add(row(example));
	}

	Task task() {
		return task;
	}

	Tokenizer tokenizer() {
		return tokenizer;
	}

	SpecialTokens special() {
		return special;
	}

	int maxNewTokens() {
		return maxNewTokens;
	}

	/** the examples that choose the checkpoint */
	List<Example> validation() {
		return validation;
	}

	/** the examples that are scored */
	List<Example> test() {
		return test;
	}

	/** the training examples that are learned from */
	List<TokenBatch.Row> training() {
		return training;
	}

	/** A prompt as the model reads it, cut where it is too long. */
	int[] prompt(Example example) {
		int[] text = tokenizer.encode(example.prompt());
		return special.framed(withoutMiddle(text, maxPromptTokens - special.frameLength(forEncoder)), forEncoder);
	}

	/** The first test prompts, taken again from the start where there are fewer, each short enough for so many new tokens. */
	List<int[]> prompts(LanguageModel model, int count, int newTokens) {
		int longest = forEncoder ? maxPromptTokens : Math.min(maxPromptTokens, model.freePositions() - newTokens);
		return IntStream.range(0, count).mapToObj(index -> withoutMiddle(prompt(test.get(index % test.size())), longest)).toList();
	}

	private boolean isCut(Example example) {
		return tokenizer.encode(example.prompt()).length + special.frameLength(forEncoder) > maxPromptTokens;
	}

	static int[] withoutMiddle(int[] text, int longest) {
		if (text.length <= longest) {
			return text;
		}
		int head = (longest + 1) / 2;
		return SpecialTokens.joined(Arrays.copyOf(text, head), Arrays.copyOfRange(text, text.length - (longest - head), text.length));
	}

	/**
	 * The answer's tokens as they follow the prompt: those behind the prompt's own in the whole text, since a tokenizer may write the start of a text in
	 * another way than its middle; encoded alone where the border lies within a token, and for a decoder that starts with the answer.
	 */
	int[] answer(Example example) {
		if (!forEncoder) {
			int[] prompt = tokenizer.encode(example.prompt());
			int[] whole = tokenizer.encode(example.prompt() + example.answer());
			if (whole.length > prompt.length && Arrays.equals(prompt, Arrays.copyOf(whole, prompt.length))) {
				return Arrays.copyOfRange(whole, prompt.length, whole.length);
			}
		}
		return tokenizer.encode(example.answer());
	}

	/** Prompt, answer and end token; what is learned begins with the answer, or with the text. */
	TokenBatch.Row row(Example example) {
		int[] prompt = prompt(example);
		int[] answer = SpecialTokens.joined(answer(example), new int[] { special.end() });
		return new TokenBatch.Row(SpecialTokens.joined(prompt, answer), wholeText ? 1 : prompt.length);
	}

	/** @param paddingShare of the training batches; null where nothing was trained */
	Items items(Double paddingShare) {
		return new Items(training.size(), dropped, validation.size(), test.size(), cut, countCut(validation), countCut(test), maxPromptTokens, maxNewTokens,
				paddingShare);
	}

	private int countCut(List<Example> examples) {
		return (int) examples.stream().filter(this::isCut).count();
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

	/** SHA-256 over the token ids of every training row, and of every validation and test prompt: what the model reads. */
	String tokensChecksum() {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		training.forEach(row -> all.writeBytes(bytes(row.ids())));
		Stream.concat(validation.stream(), test.stream()).forEach(example -> all.writeBytes(bytes(prompt(example))));
		return Checksum.sha256(all.toByteArray());
	}

	/** How many ids, and the ids. */
	private static byte[] bytes(int[] ids) {
		ByteBuffer bytes = ByteBuffer.allocate((ids.length + 1) * Integer.BYTES);
		bytes.putInt(ids.length).asIntBuffer().put(ids);
		return bytes.array();
	}

}
