package org.peftboard.evaluator.task;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.peftboard.evaluator.contract.Catalogue.SuiteCard;
import org.peftboard.evaluator.contract.Catalogue.TaskCard;
import org.peftboard.evaluator.metric.Metrics;

import static org.assertj.core.api.Assertions.assertThat;

/** What every task must hold. */
class TasksTest {

	static List<Task> tasks() {
		return List.copyOf(Tasks.REGISTRY.all());
	}

	/** Those whose examples the evaluator makes itself; the others' are checked where their files are. */
	static List<Task> generatedTasks() {
		return tasks().stream().filter(task -> task.card().data() == null).toList();
	}

	static List<SuiteCard> suites() {
		return List.copyOf(Suites.REGISTRY.all());
	}

	@ParameterizedTest
	@MethodSource("tasks")
	void fillsItsCard(Task task) {
		TaskCard card = task.card();
		assertThat(List.of(card.version(), card.title(), card.description(), card.example(), card.licence(), card.source()))
			.noneMatch(String::isBlank);
		assertThat(card.kind()).isIn("classification", "generation");
		assertThat(card.metrics()).contains(card.mainMetric());
		assertThat(card.labels().isEmpty()).isEqualTo(card.kind().equals("generation"));
		assertThat(card.chanceScore()).isBetween(0.0, 100.0);
		assertThat(card.metrics()).doesNotHaveDuplicates().isSubsetOf(Metrics.REGISTRY.ids());
	}

	@ParameterizedTest
	@MethodSource("generatedTasks")
	void hasTheSplitSizesOfItsCard(Task task) {
		Map<String, Integer> sizes = Arrays.stream(Split.values())
			.collect(Collectors.toMap(Split::id, split -> task.examples(split).size()));
		assertThat(sizes).isEqualTo(task.card().splitSizes());
	}

	@ParameterizedTest
	@MethodSource("generatedTasks")
	void repeatsNoPromptInAnySplit(Task task) {
		Set<String> prompts = new HashSet<>();
		for (Split split : Split.values()) {
			assertThat(task.examples(split)).allMatch(example -> prompts.add(example.prompt()));
		}
	}

	@ParameterizedTest
	@MethodSource("generatedTasks")
	void numbersItsExamplesUniquely(Task task) {
		for (Split split : Split.values()) {
			assertThat(task.examples(split)).extracting(Example::id)
				.doesNotHaveDuplicates()
				.allMatch(id -> id.startsWith(split.id() + "-"));
		}
	}

	@ParameterizedTest
	@MethodSource("generatedTasks")
	void answersALabelWithEqualSharesWhereItClassifies(Task task) {
		List<String> labels = task.card().labels();
		for (Split split : Split.values()) {
			List<Example> examples = task.examples(split);
			Map<String, Long> counts = examples.stream()
				.collect(Collectors.groupingBy(example -> example.answer().strip(), Collectors.counting()));
			if (!labels.isEmpty()) {
				long share = examples.size() / labels.size();
				assertThat(counts.keySet()).containsExactlyInAnyOrderElementsOf(labels);
				assertThat(counts.values()).allMatch(count -> count == share || count == share + 1);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("suites")
	void namesKnownTasksInEverySuite(SuiteCard suite) {
		assertThat(suite.tasks()).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(Tasks.REGISTRY.ids());
	}

	@Test
	void namesKnownTasksInThePublishedSuites() {
		for (SuiteCard suite : PublishedSuites.REGISTRY.all()) {
			assertThat(suite.tasks()).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(Tasks.REGISTRY.ids());
		}
		assertThat(PublishedSuites.REGISTRY.get("peft-bench").tasks()).hasSize(27);
		assertThat(PublishedSuites.REGISTRY.get("peft-bench-as-published").tasks()).hasSize(27).contains("stsb", "qnli-as-published", "svamp-as-published");
	}

}
