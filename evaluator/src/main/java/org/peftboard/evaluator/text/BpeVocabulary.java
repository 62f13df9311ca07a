package org.peftboard.evaluator.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

	/** What stands around a text where special tokens are asked for. */
	public enum Frame {

		/** {@code <s>} before it, as a decoder reads it */
		START("<s>", 1),
		/** {@code </s>} behind it, as T5's encoder does */
		END("</s>", 2);

		private final String token;

		private final int id;

		Frame(String token, int id) {
			this.token = token;
			this.id = id;
		}

		/** A text, or a pair of texts, within. */
		private List<Object> around(Object... sequences) {
			List<Object> framed = new ArrayList<>(List.of(sequences));
			framed.add(this == START ? 0 : framed.size(), object("SpecialToken", object("id", token, "type_id", 0)));
			return framed;
		}

	}

	/** As a decoder's. */
	public void write(Path tokenizerJson) throws IOException {
		write(tokenizerJson, Frame.START);
	}

	/** Writes {@code tokenizer.json} as Hugging Face tokenizers reads it. */
	public void write(Path tokenizerJson, Frame frame) throws IOException {
		Json.write(tokenizerJson, object("version", "1.0", "added_tokens", addedTokens(), "pre_tokenizer", byteLevel(), "post_processor",
				template(frame), "decoder", byteLevel(), "model", model()));
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

	private static Map<String, Object> template(Frame frame) {
		Object first = object("Sequence", object("id", "A", "type_id", 0));
		Object second = object("Sequence", object("id", "B", "type_id", 1));
		return object("type", "TemplateProcessing", "single", frame.around(first), "pair", frame.around(first, second), "special_tokens",
				object(frame.token, object("id", frame.token, "ids", List.of(frame.id), "tokens", List.of(frame.token))));
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
