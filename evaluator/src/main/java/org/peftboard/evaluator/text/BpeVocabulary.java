package org.peftboard.evaluator.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.peftboard.evaluator.contract.Json;

/**
 * A byte-level byte-pair vocabulary: its tokens and the merges that make them.
 *
 * @param tokens by id, spelt in byte-level characters ({@code Ġ} is a space)
 * @param merges in the order learned, which is the order in which they are used
 */
public record BpeVocabulary(List<String> tokens, List<Merge> merges) {

	public BpeVocabulary {
		tokens = List.copyOf(tokens);
		merges = List.copyOf(merges);
	}

	/** Two neighbouring tokens that become one. */
	public record Merge(String left, String right) {
	}

	/** Writes {@code tokenizer.json} as Hugging Face tokenizers reads it: asked for special tokens, it puts {@code <s>} before a text. */
	public void write(Path tokenizerJson) throws IOException {
		Json.write(tokenizerJson, object("version", "1.0", "added_tokens", addedTokens(), "pre_tokenizer", byteLevel(), "post_processor",
				beginsWithS(), "decoder", byteLevel(), "model", model()));
	}

	private List<Object> addedTokens() {
		return IntStream.range(0, ByteLevelBpeTrainer.SPECIAL_TOKENS.size())
			.<Object>mapToObj(id -> object("id", id, "content", tokens.get(id), "single_word", false, "lstrip", false, "rstrip",
					false, "normalized", false, "special", true))
			.toList();
	}

	private static Map<String, Object> byteLevel() {
		return object("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", true, "use_regex", true);
	}

	private static Map<String, Object> beginsWithS() {
		Object start = object("SpecialToken", object("id", "<s>", "type_id", 0));
		Object first = object("Sequence", object("id", "A", "type_id", 0));
		Object second = object("Sequence", object("id", "B", "type_id", 1));
		return object("type", "TemplateProcessing", "single", List.of(start, first), "pair",
				List.of(start, first, second), "special_tokens", object("<s>", object("id", "<s>", "ids", List.of(1), "tokens", List.of("<s>"))));
	}

	private Map<String, Object> model() {
		Map<String, Object> ids = new LinkedHashMap<>();
		IntStream.range(0, tokens.size()).forEach(id -> ids.put(tokens.get(id), id));
		return object("type", "BPE", "byte_fallback", false, "ignore_merges", false, "vocab", ids, "merges",
				merges.stream().map(merge -> List.of(merge.left(), merge.right())).toList());
	}

	/** Keys and values by turns, in an order that is kept, so that equal vocabularies give equal bytes. */
	private static Map<String, Object> object(Object... keysAndValues) {
		Map<String, Object> object = new LinkedHashMap<>();
		for (int index = 0; index < keysAndValues.length; index += 2) {
			object.put((String) keysAndValues[index], keysAndValues[index + 1]);
		}
		return object;
	}

}
