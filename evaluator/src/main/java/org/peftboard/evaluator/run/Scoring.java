package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

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

	/** @param beams 1 decodes greedily */
	static Scoring of(LanguageModel model, EncodedTask task, List<Example> examples, int beams, BooleanSupplier stop) {
		List<int[]> prompts = examples.stream().map(task::prompt).toList();
		List<int[]> answers = beams == 1 ? new GreedyDecoder(model, task.special(), task.maxNewTokens(), stop).decode(prompts)
				: new BeamDecoder(model, new BeamDecoder.Settings(beams, task.maxNewTokens(), 1, task.special().ends(), task.special().padding()), stop)
					.decode(prompts);
		return new Scoring(task, examples, answers.stream().map(answer -> task.tokenizer().decode(answer).strip()).toList());
	}

	/** the task's main metric, 0 to 100 */
	double mainScore() {
		return score(task.task().card().mainMetric());
	}

	private double score(String metric) {
		return PERCENT * metric(metric).score(examples.stream().map(Example::id).toList(), expected, predicted);
	}

	private Metric metric(String id) {
		return Metrics.of(id, task.task().card().labels());
	}

	/** every metric of the task, 0 to 100 */
	Map<String, Double> scores() {
		Map<String, Double> scores = new LinkedHashMap<>();
		task.task().card().metrics().forEach(metric -> scores.put(metric, score(metric)));
		return scores;
	}

	/** the main metric over picked items, 0 to 1 */
	ToDoubleFunction<int[]> resampled() {
		return metric(task.task().card().mainMetric()).resampled(expected, predicted);
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
			metric(id).item(expected.get(index), predicted.get(index)).ifPresent(value -> item.put(id, value));
		}
		return item;
	}

}
