package org.peftboard.evaluator.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.peftboard.evaluator.SharedFolder;
import org.peftboard.evaluator.contract.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokenizerTest {

	@TempDir
	private Path folder;

	@Test
	void encodesLikeGpt2() {
		try (Tokenizer tokenizer = Tokenizer.load(SharedFolder.require("models/gpt2-tokenizer/tokenizer.json"))) {
			// ids of the published vocabulary: "Hello" 15496, "," 11, " world" 995, "!" 0
			assertThat(tokenizer.encode("Hello, world!")).containsExactly(15496, 11, 995, 0);
			assertThat(tokenizer.vocabularySize()).isEqualTo(50257);
			assertThat(tokenizer.idOf("<|endoftext|>")).hasValue(50256);
			assertThat(tokenizer.decode(new int[] { 15496, 50256 })).isEqualTo("Hello");
		}
	}

	@Test
	void addsNoSpecialTokenAndCutsNothing() {
		try (Tokenizer tokenizer = Tokenizer.load(SharedFolder.require("models/gpt2-tokenizer/tokenizer.json"))) {
			assertThat(tokenizer.encode("")).isEmpty();
			assertThat(tokenizer.encode(" world".repeat(5_000))).hasSize(5_000).containsOnly(995);
		}
	}

	@Test
	void givesBackTextWithBabyLlama() {
		try (Tokenizer tokenizer = Tokenizer.load(SharedFolder.require("models/babyllama105/tokenizer.json"))) {
			int[] ids = tokenizer.encode("Once upon a time there was a little llama.");
			assertThat(Arrays.stream(ids)).isNotEmpty().allMatch(id -> id >= 0 && id < tokenizer.vocabularySize());
			assertThat(tokenizer.decode(ids)).isEqualTo("Once upon a time there was a little llama.");
		}
	}

	@Test
	void refusesAFileThatIsMissing() {
		assertThatThrownBy(() -> Tokenizer.load(folder.resolve("tokenizer.json"))).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("a file that exists");
	}

	@Test
	void refusesJsonThatIsNoTokenizer() throws IOException {
		Path file = Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {\"type\": \"BPE\"}}");
		assertThatThrownBy(() -> Tokenizer.load(file)).isInstanceOf(Problem.Refused.class).hasMessageContaining("tokenizer.json");
	}

	@Test
	void refusesAVocabularyOfAnotherShape() throws IOException {
		Path file = Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": \"b\"}}}");
		assertThatThrownBy(() -> Tokenizer.load(file)).isInstanceOf(Problem.Refused.class).hasMessageContaining("tokenizer.json");
	}

	@Test
	void refusesTextThatIsNoJson() throws IOException {
		Path file = Files.writeString(folder.resolve("tokenizer.json"), "not json");
		assertThatThrownBy(() -> Tokenizer.load(file)).isInstanceOf(Problem.Refused.class).hasMessageContaining("tokenizer.json");
	}

}
