package org.peftboard.evaluator.run;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.text.Tokenizer;
import tools.jackson.databind.JsonNode;

/**
 * The special tokens that a model expects around what it reads and writes.
 *
 * <p>Before and behind a prompt stands what the tokenizer's post-processor puts there; where the tokenizer has none, the configuration's
 * {@code bos_token_id} stands before. What ends an answer is the configuration's {@code eos_token_id}, of a list the first in training and any in
 * decoding, and in greedy decoding those of {@code generation_config.json} too. Padding is {@code pad_token_id}, else the first end token: it is never seen.
 *
 * @param before before a prompt; may be empty
 * @param behind behind a prompt that an encoder reads; a decoder-only model goes on right behind the prompt
 * @param end    what a trained answer ends with
 * @param ends   what ends an answer in decoding
 */
record SpecialTokens(int[] before, int[] behind, int end, Set<Integer> ends, int padding) {

	/** @throws Problem.Refused where the configuration names no end token */
	static SpecialTokens of(JsonNode config, Tokenizer tokenizer) {
		int[] ends = numbers(config.path("eos_token_id"));
		if (ends.length == 0) {
			throw new Problem.Refused("config.json: eos_token_id", "nothing", "the token that ends a text");
		}
		Tokenizer.Frame frame = tokenizer.frame().orElseGet(() -> new Tokenizer.Frame(numbers(config.path("bos_token_id")), new int[0]));
		return new SpecialTokens(frame.before(), frame.behind(), ends[0], IntStream.of(ends).boxed().collect(Collectors.toUnmodifiableSet()),
				config.path("pad_token_id").asInt(ends[0]));
	}

	/** The same for a model that says elsewhere too what ends an answer: its end tokens of decoding are those, and its own. */
	SpecialTokens endingAlso(JsonNode generationConfig) {
		Set<Integer> all = new HashSet<>(ends);
		IntStream.of(numbers(generationConfig.path("eos_token_id"))).forEach(all::add);
		return new SpecialTokens(before, behind, end, Set.copyOf(all), padding);
	}

	private static int[] numbers(JsonNode node) {
		if (node.isNumber()) {
			return new int[] { node.asInt() };
		}
		return StreamSupport.stream(node.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
	}

	/** A prompt as the model reads it. */
	int[] framed(int[] prompt, boolean forEncoder) {
		int[] tail = forEncoder ? behind : new int[0];
		return joined(joined(before, prompt), tail);
	}

	/** How many tokens {@link #framed} adds. */
	int frameLength(boolean forEncoder) {
		return before.length + (forEncoder ? behind.length : 0);
	}

	static int[] joined(int[] first, int[] second) {
		int[] joined = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, joined, first.length, second.length);
		return joined;
	}

}
