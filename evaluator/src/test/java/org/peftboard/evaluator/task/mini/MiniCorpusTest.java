package org.peftboard.evaluator.task.mini;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.peftboard.evaluator.task.Split;
import org.peftboard.evaluator.task.Task;
import org.peftboard.evaluator.task.Tasks;

import static org.assertj.core.api.Assertions.assertThat;

class MiniCorpusTest {

	private static final int SAMPLE = 20_000;

	@Test
	void repeatsItselfWithTheSameSeed() {
		assertThat(documents(7, 500)).isEqualTo(documents(7, 500)).isNotEqualTo(documents(8, 500));
	}

	@Test
	void hardlyEverTellsAHeldOutDocumentInTraining() {
		Set<String> training = new HashSet<>(documents(MiniCorpus.TRAINING_SEED, SAMPLE));
		assertThat(documents(MiniCorpus.HELD_OUT_SEED, 1_000).stream().filter(training::contains).count()).isLessThan(10);
	}

	@Test
	void tellsShortDocuments() {
		assertThat(documents(1, SAMPLE)).allSatisfy(document -> assertThat(document.split("\\s+").length).isBetween(7, 90));
	}

	@Test
	void leavesNoPlaceholderOpen() {
		assertThat(documents(1, SAMPLE)).noneMatch(document -> document.contains("%") || document.contains("null"));
	}

	@Test
	void neverHasTheFormOfATask() {
		assertThat(documents(1, SAMPLE)).noneMatch(document -> asks().stream().anyMatch(document::contains));
	}

	/** The last line of each task's prompts. */
	private static Set<String> asks() {
		return tasks().map(task -> task.examples(Split.TEST).get(0).prompt()).map(prompt -> prompt.substring(prompt.lastIndexOf('\n') + 1)).collect(Collectors.toSet());
	}

	private static Stream<Task> tasks() {
		return Tasks.REGISTRY.all().stream().filter(task -> task.card().data() == null);
	}

	@Test
	void holdsEveryWordOfTheTasksButThoseThatAsk() {
		Set<String> known = words(documents(1, SAMPLE).stream());
		assertThat(known).containsAll(words(tasks().flatMap(MiniCorpusTest::texts))).hasSizeBetween(300, 1_000);
	}

	private static Stream<String> texts(Task task) {
		return Arrays.stream(Split.values())
			.flatMap(split -> task.examples(split).stream())
			.map(example -> example.prompt().substring(0, example.prompt().lastIndexOf('\n')) + example.answer());
	}

	private static Set<String> words(Stream<String> texts) {
		return texts.flatMap(text -> Arrays.stream(text.split("[^a-z]+"))).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
	}

	private static List<String> documents(long seed, int count) {
		return MiniCorpus.documents(seed, MiniCorpus.Mix.WORLD).limit(count).toList();
	}

}
