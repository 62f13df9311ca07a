package org.peftboard.evaluator.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;

/**
 * Text to token ids and back, as a Hugging Face {@code tokenizer.json} says.
 *
 * <p>Never cuts, never pads, and never adds a special token on its own: a caller that wants {@code <s>} puts its id there. A special token
 * that is written out in the text is read as that token. Decoding leaves special tokens out. Reads only the file given; no network.
 */
public final class Tokenizer implements AutoCloseable {

	private static final Map<String, String> PLAIN = Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

	private final HuggingFaceTokenizer tokenizer;

	private final Map<String, Integer> ids;

	private final boolean framed;

	private Tokenizer(HuggingFaceTokenizer tokenizer, Map<String, Integer> ids, boolean framed) {
		this.tokenizer = tokenizer;
		this.ids = ids;
		this.framed = framed;
	}

	/**
	 * @throws Problem.Refused       where the file is missing, or is no {@code tokenizer.json}
	 * @throws IllegalStateException where the native library cannot be loaded, which is no matter of the file
	 */
	public static Tokenizer load(Path tokenizerJson) {
		try {
			Map<?, ?> document = Json.read(tokenizerJson, Map.class);
			Map<String, Integer> ids = readIds(tokenizerJson, document);
			return new Tokenizer(HuggingFaceTokenizer.newInstance(tokenizerJson, PLAIN), ids, document.get("post_processor") != null);
		}
		catch (Problem.Refused refused) {
			throw refused;
		}
		catch (EngineException unloadable) {
			throw new IllegalStateException("tokenizers: the native library cannot be loaded; the engine's cache (DJL_CACHE_DIR) must hold it, or be writable", unloadable);
		}
		catch (IOException | RuntimeException exception) {
			throw refused(tokenizerJson, String.valueOf(exception.getMessage()));
		}
	}

	public int[] encode(String text) {
		return ids(tokenizer.encode(text, false, false));
	}

	private static int[] ids(Encoding encoding) {
		return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
	}

	/**
	 * The special tokens that the file's own post-processor puts around a text: none for GPT-2, {@code <s>} before for LLaMA, {@code </s>} behind for T5.
	 *
	 * @return those before and those behind; empty where the file has no post-processor, which then says nothing
	 */
	public Optional<Frame> frame() {
		if (!framed) {
			return Optional.empty();
		}
		int[] text = encode("a");
		int[] both = ids(tokenizer.encode("a", true, false));
		int before = Arrays.mismatch(both, text) == 0 ? placeOf(text, both) : 0;
		return Optional.of(new Frame(Arrays.copyOfRange(both, 0, before), Arrays.copyOfRange(both, before + text.length, both.length)));
	}

	private static int placeOf(int[] part, int[] whole) {
		int place = 0;
		while (!Arrays.equals(part, Arrays.copyOfRange(whole, place, Math.min(place + part.length, whole.length)))) {
			place++;
		}
		return place;
	}

	/** Special tokens around a text. */
	public record Frame(int[] before, int[] behind) {
	}

	public String decode(int[] tokenIds) {
		return tokenizer.decode(Arrays.stream(tokenIds).asLongStream().toArray(), true);
	}

	/** Number of different tokens, special ones included. */
	public int vocabularySize() {
		return ids.size();
	}

	/** The id of one token as the file spells it: {@code Ġ} stands for a space in byte-level vocabularies, {@code ▁} in others. */
	public OptionalInt idOf(String token) {
		Integer id = ids.get(token);
		return id == null ? OptionalInt.empty() : OptionalInt.of(id);
	}

	@Override
	public void close() {
		tokenizer.close();
	}

	/** Ids by token: the model's vocabulary (an object, or for Unigram a list of token and score) and the added tokens. */
	private static Map<String, Integer> readIds(Path file, Map<?, ?> document) {
		Map<String, Integer> ids = new HashMap<>();
		if (!(document.get("model") instanceof Map<?, ?> model)) {
			throw refused(file, "no 'model'");
		}
		if (model.get("vocab") instanceof Map<?, ?> vocabulary) {
			vocabulary.forEach((token, id) -> ids.put((String) token, ((Number) id).intValue()));
		}
		else if (model.get("vocab") instanceof List<?> pieces) {
			pieces.forEach(piece -> ids.put((String) ((List<?>) piece).get(0), ids.size()));
		}
		else {
			throw refused(file, "no 'model.vocab'");
		}
		if (document.get("added_tokens") instanceof Collection<?> added) {
			added.stream()
				.map(Map.class::cast)
				.forEach(token -> ids.put((String) token.get("content"), ((Number) token.get("id")).intValue()));
		}
		return Map.copyOf(ids);
	}

	private static Problem.Refused refused(Path file, String found) {
		return new Problem.Refused("tokenizer", file.getFileName() + " (" + found + ")", "a Hugging Face tokenizer.json");
	}

}
