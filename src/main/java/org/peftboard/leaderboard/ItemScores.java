package org.peftboard.leaderboard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What a measured result scored on each test item, read from its stored predictions. Results never change, so what was read is kept. */
@Component
class ItemScores {

	private static final int KEPT = 200;

	private final Results results;

	private final Cache<String, Optional<Scored>> kept = Caffeine.newBuilder().maximumSize(KEPT).build();

	ItemScores(Results results) {
		this.results = results;
	}

	/**
	 * The record of a measured result with its items.
	 *
	 * @param tasks by task id; none where the task's metric has no items, or its predictions are not there
	 */
	record Scored(Result result, Map<String, Items> tasks) {

		/** Whether every task has items, so that the score can be drawn anew. */
		boolean whole() {
			return !result.tasks().isEmpty() && tasks.size() == result.tasks().size();
		}

	}

	/**
	 * The items of one task.
	 *
	 * @param ids    in the order of the test split
	 * @param values by seed and item, 0 to 1
	 */
	record Items(List<String> ids, double[][] values) {

		/** Mean over the seeds, by item. */
		double[] means() {
			double[] means = new double[ids.size()];
			for (double[] seed : values) {
				for (int item = 0; item < means.length; item++) {
					means[item] += seed[item] / values.length;
				}
			}
			return means;
		}

	}

	/** Empty for published rows, and for records of another version. */
	Optional<Scored> of(StoredResult row) {
		return kept.get(row.publicId(), id -> read(row));
	}

	private Optional<Scored> read(StoredResult row) {
		try {
			return results.document(row).map(result -> new Scored(result, tasks(row, result)));
		}
		catch (Problem.Refused refused) {
			return Optional.empty();
		}
	}

	private Map<String, Items> tasks(StoredResult row, Result result) {
		Map<String, Items> tasks = new LinkedHashMap<>();
		for (Result.TaskResult task : result.tasks()) {
			items(row, task).ifPresent(items -> tasks.put(task.task(), items));
		}
		return tasks;
	}

	private Optional<Items> items(StoredResult row, Result.TaskResult task) {
		List<String> ids = new ArrayList<>();
		List<double[]> seeds = new ArrayList<>();
		for (Result.SeedRun run : task.runs()) {
			ids.clear();
			List<Double> values = new ArrayList<>();
			String text = results.artifact(row, run.predictionsFile()).map(file -> new String(file.bytes(), StandardCharsets.UTF_8)).orElse("");
			for (String line : text.lines().toList()) {
				JsonNode item = Json.tree(run.predictionsFile(), line);
				if (!item.has(task.mainMetric()) || !item.has("id")) {
					return Optional.empty();
				}
				ids.add(item.get("id").asString());
				values.add(item.get(task.mainMetric()).asDouble());
			}
			seeds.add(values.stream().mapToDouble(Double::doubleValue).toArray());
		}
		boolean equal = seeds.stream().allMatch(seed -> seed.length == ids.size());
		return ids.isEmpty() || !equal ? Optional.empty() : Optional.of(new Items(List.copyOf(ids), seeds.toArray(double[][]::new)));
	}

}
