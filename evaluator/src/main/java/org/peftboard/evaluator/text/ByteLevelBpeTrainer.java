package org.peftboard.evaluator.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.peftboard.evaluator.contract.Problem;

/**
 * Learns a byte-level byte-pair vocabulary from texts.
 *
 * <p>Texts are cut into words as GPT-2 does (a word takes the space before it). Every word starts as its UTF-8 bytes; then, again and
 * again, the pair of neighbouring tokens that occurs most often over all words becomes one token. <b>Ties</b>: of equally frequent pairs
 * the one with the smaller left id is taken, then the one with the smaller right id. So equal texts, in any order, give an equal
 * vocabulary.
 *
 * <p>Ids: {@code <pad>} 0, {@code <s>} 1, {@code </s>} 2, the 256 bytes by value from 3, then one for each merge in the order learned.
 *
 * <p>Limits: every round walks all different words, so it is meant for small vocabularies or corpora with few word types; 741 merges over
 * 1,000 word types take a fraction of a second.
 *
 * <p>Source: Sennrich et al., Neural Machine Translation of Rare Words with Subword Units, <a
 * href="https://arxiv.org/abs/1508.07909">arXiv:1508.07909</a>; bytes and word pattern from GPT-2.
 */
public final class ByteLevelBpeTrainer {

	static final List<String> SPECIAL_TOKENS = List.of("<pad>", "<s>", "</s>");

	/** The smallest vocabulary: special tokens and bytes, no merge. */
	public static final int SMALLEST_VOCABULARY = SPECIAL_TOKENS.size() + Bytes.COUNT;

	private static final Pattern WORD = Pattern.compile(
			"'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+", Pattern.UNICODE_CHARACTER_CLASS);

	private static final Comparator<Map.Entry<Pair, Long>> MOST_FREQUENT = Map.Entry.<Pair, Long>comparingByValue()
		.thenComparing(entry -> entry.getKey().left, Comparator.reverseOrder())
		.thenComparing(entry -> entry.getKey().right, Comparator.reverseOrder());

	private ByteLevelBpeTrainer() {
	}

	private record Pair(int left, int right) {
	}

	/** One different word of the texts: its tokens so far, and how often it occurs. */
	private static final class Word {

		private final long count;

		private int[] ids;

		private Word(String text, long count) {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			this.count = count;
			this.ids = IntStream.range(0, bytes.length).map(index -> SPECIAL_TOKENS.size() + Byte.toUnsignedInt(bytes[index])).toArray();
		}

	}

	/**
	 * Learns a vocabulary of exactly this size.
	 *
	 * @param vocabularySize tokens, special ones and bytes included; at least {@value #SMALLEST_VOCABULARY}
	 * @throws Problem.Refused where the size is too small, or larger than the texts have pairs for
	 */
	public static BpeVocabulary train(Stream<String> texts, int vocabularySize) {
		if (vocabularySize < SMALLEST_VOCABULARY) {
			throw refused(vocabularySize, "at least " + SMALLEST_VOCABULARY);
		}
		List<Word> words = words(texts);
		List<String> tokens = firstTokens();
		List<BpeVocabulary.Merge> merges = new ArrayList<>();
		while (tokens.size() < vocabularySize) {
			Pair pair = mostFrequentPair(words, vocabularySize, tokens.size());
			merges.add(new BpeVocabulary.Merge(tokens.get(pair.left), tokens.get(pair.right)));
			int merged = idOfMerged(tokens, tokens.get(pair.left) + tokens.get(pair.right));
			words.forEach(word -> word.ids = merge(word.ids, pair, merged));
		}
		return new BpeVocabulary(tokens, merges);
	}

	private static List<Word> words(Stream<String> texts) {
		Map<String, Long> counts = new TreeMap<>();
		texts.forEach(text -> {
			Matcher matcher = WORD.matcher(text);
			while (matcher.find()) {
				counts.merge(matcher.group(), 1L, Long::sum);
			}
		});
		return counts.entrySet().stream().map(entry -> new Word(entry.getKey(), entry.getValue())).toList();
	}

	private static List<String> firstTokens() {
		List<String> tokens = new ArrayList<>(SPECIAL_TOKENS);
		for (int value = 0; value < Bytes.COUNT; value++) {
			tokens.add(String.valueOf(Bytes.character(value)));
		}
		return tokens;
	}

	private static Pair mostFrequentPair(List<Word> words, int vocabularySize, int reached) {
		Map<Pair, Long> counts = new HashMap<>();
		for (Word word : words) {
			for (int index = 1; index < word.ids.length; index++) {
				counts.merge(new Pair(word.ids[index - 1], word.ids[index]), word.count, Long::sum);
			}
		}
		return counts.entrySet()
			.stream()
			.max(MOST_FREQUENT)
			.map(Map.Entry::getKey)
			.orElseThrow(() -> refused(vocabularySize, "at most " + reached + " for these texts"));
	}

	/** Two different pairs may spell the same token (a+bc, ab+c); it keeps its first id, and the second merge leads to it. */
	private static int idOfMerged(List<String> tokens, String merged) {
		int known = tokens.indexOf(merged);
		if (known >= 0) {
			return known;
		}
		tokens.add(merged);
		return tokens.size() - 1;
	}

	/** Every occurrence of the pair, from the left, replaced by the merged token. */
	private static int[] merge(int[] ids, Pair pair, int merged) {
		int[] result = new int[ids.length];
		int length = 0;
		for (int index = 0; index < ids.length; index++) {
			boolean found = index + 1 < ids.length && ids[index] == pair.left && ids[index + 1] == pair.right;
			result[length++] = found ? merged : ids[index];
			index += found ? 1 : 0;
		}
		return length == ids.length ? ids : Arrays.copyOf(result, length);
	}

	private static Problem.Refused refused(int vocabularySize, String need) {
		return new Problem.Refused("vocabulary size", String.valueOf(vocabularySize), need);
	}

}
