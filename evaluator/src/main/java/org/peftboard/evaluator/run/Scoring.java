package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.WholeFile;
import org.peftboard.evaluator.metric.Metric;
import org.peftboard.evaluator.metric.Metrics;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.task.Example;

/** Decodes examples and compares with what was expected. */
final class Scoring {

	private static final double PERCENT = 100;

	private final EncodedTask task;

	private final List<Example> examples;

	private final List<String> expected;

	private final List<String> predicted;

	private Scoring(EncodedTask task, List<Example> examples, List<String> predicted) {
		this.task = task;
		this.examples = examples;
		this.expected = examples.stream().map(example -> example.answer().strip()).toList();
		this.predicted = predicted;
	}

	static Scoring of(LanguageModel model, EncodedTask task, List<Example> examples, BooleanSupplier stop) {
		GreedyDecoder decoder = new GreedyDecoder(model, task.task().card().maxNewTokens(), stop);
		List<int[]> answers = decoder.decode(examples.stream().map(task::prompt).toList());
		return new Scoring(task, examples, answers.stream().map(answer -> task.tokenizer().decode(answer).strip()).toList());
	}

	/** the task's main metric, 0 to 100 */
	double mainScore() {
		return score(task.task().card().mainMetric());
	}

	private double score(String metric) {
		return PERCENT * Metrics.of(metric, task.task().card().labels()).score(examples.stream().map(Example::id).toList(), expected, predicted);
	}

	/** every metric of the task, 0 to 100 */
	Map<String, Double> scores() {
		Map<String, Double> scores = new LinkedHashMap<>();
		task.task().card().metrics().forEach(metric -> scores.put(metric, score(metric)));
		return scores;
	}

	/** Writes one JSON object a line: id, expected, predicted, and the value of each metric that has items. */
	void write(Path file) throws IOException {
		StringBuilder lines = new StringBuilder();
		for (int index = 0; index < examples.size(); index++) {
			lines.append(Json.line(item(index))).append('\n');
		}
		WholeFile.write(file, part -> Files.writeString(part, lines));
	}

	private Map<String, Object> item(int index) {
		Map<String, Object> item = new LinkedHashMap<>();
		item.put("id", examples.get(index).id());
		item.put("expected", expected.get(index));
		item.put("predicted", predicted.get(index));
		for (String id : task.task().card().metrics()) {
			Metric metric = Metrics.of(id, task.task().card().labels());
			metric.item(expected.get(index), predicted.get(index)).ifPresent(value -> item.put(id, value));
		}
		return item;
	}

}
