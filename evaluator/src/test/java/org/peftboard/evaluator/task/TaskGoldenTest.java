package org.peftboard.evaluator.task;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.peftboard.evaluator.contract.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** A silent change of a task's data is a red test. A meant one is a new version, and {@code -Dgolden.update=true} writes the files anew. */
class TaskGoldenTest {

	private static final Path FOLDER = Path.of("src/test/resources/org/peftboard/evaluator/task");

	record Golden(String provenance, String task, String version, String sha256, List<SplitGolden> splits) {
	}

	/**
	 * @param labels            examples by answer, for classification; empty otherwise
	 * @param promptCharacters least, quartiles and greatest length of prompts
	 */
	record SplitGolden(String split, int examples, Map<String, Integer> labels, List<Integer> promptCharacters, List<Example> first) {
	}

	static List<Task> tasks() {
		return TasksTest.generatedTasks();
	}

	@ParameterizedTest
	@MethodSource("tasks")
	void hasTheDataOfItsGoldenFile(Task task) throws Exception {
		Path file = FOLDER.resolve(task.card().id() + ".json");
		Golden now = golden(task);
		if (Boolean.getBoolean("golden.update")) {
			Json.write(file, now);
		}
		assertThat(Json.read(file, Golden.class)).isEqualTo(now);
	}

	private static Golden golden(Task task) throws NoSuchAlgorithmException {
		List<SplitGolden> splits = new ArrayList<>();
		for (Split split : Split.values()) {
			splits.add(golden(task, split));
		}
		String provenance = "Written by TaskGoldenTest from the task itself; sha256 is of id, prompt and answer of every example, one per line as JSON.";
		return new Golden(provenance, task.card().id(), task.card().version(), sha256(task), splits);
	}

	private static SplitGolden golden(Task task, Split split) {
		List<Example> examples = task.examples(split);
		Map<String, Integer> labels = task.card().labels().isEmpty() ? Map.of()
				: examples.stream().collect(Collectors.toMap(example -> example.answer().strip(), example -> 1, Integer::sum, TreeMap::new));
		List<Integer> lengths = examples.stream().map(example -> example.prompt().length()).sorted().toList();
		int last = lengths.size() - 1;
		List<Integer> quartiles = List.of(0, last / 4, last / 2, 3 * last / 4, last).stream().map(lengths::get).toList();
		return new SplitGolden(split.id(), examples.size(), labels, quartiles, examples.subList(0, 3));
	}

	private static String sha256(Task task) throws NoSuchAlgorithmException {
		MessageDigest digest = MessageDigest.getInstance("SHA-256");
		for (Split split : Split.values()) {
			task.examples(split).forEach(example -> digest.update((Json.line(example) + "\n").getBytes(StandardCharsets.UTF_8)));
		}
		return HexFormat.of().formatHex(digest.digest());
	}

}
