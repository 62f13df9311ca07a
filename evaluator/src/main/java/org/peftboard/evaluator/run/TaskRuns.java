package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.TaskCard;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.evaluator.contract.Result.SeedRun;
import org.peftboard.evaluator.contract.Result.TaskResult;
import org.peftboard.evaluator.metric.Bootstrap;

/** The runs of one task over all seeds, brought together: means and intervals. */
final class TaskRuns {

	private static final double PERCENT = 100;

	private final EncodedTask task;

	private final List<SeedRun> runs = new ArrayList<>();

	private final List<ToDoubleFunction<int[]>> resampled = new ArrayList<>();

	private @Nullable Double paddingShare;

	TaskRuns(EncodedTask task) {
		this.task = task;
	}

	/** @param training what was trained; absent where nothing was */
	void add(long seed, @Nullable FineTuning training, Scoring scoring, Result.@Nullable Retention retention, String predictionsFile) {
		double score = scoring.mainScore();
		resampled.add(scoring.resampled());
		if (training == null) {
			runs.add(new SeedRun(seed, score, scoring.scores(), null, 0, 0, List.of(), List.of(), null, retention, predictionsFile));
			return;
		}
		paddingShare = training.paddingShare();
		runs.add(new SeedRun(seed, score, scoring.scores(), training.bestScore(), training.bestStep(), training.losses().size(), training.losses(),
				training.validations(), training.tokensPerSecond(), retention, predictionsFile));
	}

	private double[] replicates(int taskIndex) {
		return Bootstrap.replicates(resampled, task.test().size(), Bootstrap.RESAMPLES, Bootstrap.SEED + taskIndex);
	}

	private TaskResult result(double[] replicates) {
		TaskCard card = task.task().card();
		return new TaskResult(card.id(), card.version(), card.mainMetric(), mean(runs.stream().map(SeedRun::score).toList()), interval(replicates, runs.size()),
				means(), task.items(paddingShare), List.copyOf(runs));
	}

	private Map<String, Double> means() {
		Map<String, Double> means = new LinkedHashMap<>();
		for (String metric : runs.get(0).metrics().keySet()) {
			means.put(metric, mean(runs.stream().map(run -> run.metrics().get(metric)).toList()));
		}
		return means;
	}

	private static double mean(List<Double> values) {
		return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
	}

	private static Result.Interval interval(double[] replicates, int seeds) {
		var interval = Bootstrap.interval(replicates, Bootstrap.CONFIDENCE);
		return new Result.Interval(PERCENT * interval.low(), PERCENT * interval.high(), interval.confidence(),
				seeds == 1 ? "bootstrap-items" : "bootstrap-items-and-seeds");
	}

	/**
	 * All tasks together.
	 *
	 * @param score    mean of the tasks' scores
	 * @param interval of that mean: tasks are resampled each for itself
	 */
	record Summary(List<TaskResult> tasks, double score, Result.Interval interval) {
	}

	static Summary summary(List<TaskRuns> all) {
		List<double[]> replicates = new ArrayList<>();
		List<TaskResult> tasks = new ArrayList<>();
		for (TaskRuns each : all) {
			replicates.add(each.replicates(replicates.size()));
			tasks.add(each.result(replicates.get(replicates.size() - 1)));
		}
		double[] means = new double[Bootstrap.RESAMPLES];
		Arrays.setAll(means, place -> replicates.stream().mapToDouble(values -> values[place]).average().orElseThrow());
		return new Summary(tasks, mean(tasks.stream().map(TaskResult::score).toList()), interval(means, all.get(0).runs.size()));
	}

}
