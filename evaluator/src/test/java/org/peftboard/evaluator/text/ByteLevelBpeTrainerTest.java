package org.peftboard.evaluator.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.peftboard.evaluator.contract.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ByteLevelBpeTrainerTest {

	private static final List<String> TEXTS = List.of("low low low low low lower lower", "newest newest newest newest newest newest",
			"widest widest widest, 12 12 naïve café");

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "low lower newest", "  two  spaces\n\ttab \r\n", "naïve café 日本語 🙂🙃 e\u0301 \u0000\uFFFD",
			"it's 'quoted' 3.14", "Ġ is not a space", "zero\u200Bwidth\u00A0space" })
	void givesBackAnyTextItEncodes(String text) throws IOException {
		try (Tokenizer tokenizer = trained(280)) {
			assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
		}
	}

	@Test
	void givesBackRandomTextOfAllPlanes() throws IOException {
		Random random = new Random(7);
		try (Tokenizer tokenizer = trained(280)) {
			for (int trial = 0; trial < 200; trial++) {
				String text = IntStream.generate(() -> random.nextInt(Character.MAX_CODE_POINT))
					.filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
					.limit(40)
					.mapToObj(Character::toString)
					.collect(Collectors.joining());
				assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
			}
		}
	}

	@Test
	void learnsTheMostFrequentPairFirst() {
		// counts by hand: "es" and "st" 9 (newest 6, widest 3); byte 'e' is below 's', so "es" is taken, and then "est" 9
		BpeVocabulary vocabulary = ByteLevelBpeTrainer.train(TEXTS.stream(), 262);
		assertThat(vocabulary.merges()).startsWith(new BpeVocabulary.Merge("e", "s"), new BpeVocabulary.Merge("es", "t"));
		assertThat(vocabulary.tokens()).hasSize(262).startsWith("<pad>", "<s>", "</s>").endsWith("es", "est", vocabulary.tokens().get(261));
	}

	@Test
	void usesMergesInTheOrderLearned() throws IOException {
		// "abc": pair (b, c) is learned first, so "abc" is a + bc although (a, b) is known too
		BpeVocabulary vocabulary = ByteLevelBpeTrainer.train(List.of("bc,bc,bc,bc,ab,ab").stream(), 261);
		assertThat(vocabulary.merges()).containsExactly(new BpeVocabulary.Merge("b", "c"), new BpeVocabulary.Merge("a", "b"));
		Path file = folder.resolve("tokenizer.json");
		vocabulary.write(file);
		try (Tokenizer tokenizer = Tokenizer.load(file)) {
			assertThat(tokenizer.encode("abc")).containsExactly(tokenizer.idOf("a").orElseThrow(), tokenizer.idOf("bc").orElseThrow());
		}
	}

	@Test
	void writesTheSameFileWhateverTheOrderOfTheTexts() throws IOException {
		List<String> shuffled = new ArrayList<>(TEXTS);
		Collections.reverse(shuffled);
		ByteLevelBpeTrainer.train(TEXTS.stream(), 280).write(folder.resolve("one.json"));
		ByteLevelBpeTrainer.train(shuffled.stream(), 280).write(folder.resolve("two.json"));
		assertThat(folder.resolve("one.json")).hasSameBinaryContentAs(folder.resolve("two.json"));
	}

	@Test
	void givesSpecialTokensTheFirstIds() throws IOException {
		try (Tokenizer tokenizer = trained(259)) {
			assertThat(tokenizer.vocabularySize()).isEqualTo(259);
			assertThat(tokenizer.idOf("<pad>")).hasValue(0);
			assertThat(tokenizer.idOf("<s>")).hasValue(1);
			assertThat(tokenizer.idOf("</s>")).hasValue(2);
			assertThat(tokenizer.idOf("absent")).isEmpty();
		}
	}

	@Test
	void refusesAVocabularySmallerThanTheBytes() {
		assertThatThrownBy(() -> ByteLevelBpeTrainer.train(TEXTS.stream(), 258)).isInstanceOf(Problem.Refused.class)
			.hasMessage("vocabulary size: got 258, need at least 259");
	}

	@Test
	void refusesAVocabularyLargerThanTheTextsGive() {
		assertThatThrownBy(() -> ByteLevelBpeTrainer.train(List.of("ab").stream(), 300)).isInstanceOf(Problem.Refused.class)
			.hasMessage("vocabulary size: got 300, need at most 260 for these texts");
	}

	private Tokenizer trained(int vocabularySize) throws IOException {
		Path file = folder.resolve("tokenizer.json");
		Files.deleteIfExists(file);
		ByteLevelBpeTrainer.train(TEXTS.stream(), vocabularySize).write(file);
		return Tokenizer.load(file);
	}

}
