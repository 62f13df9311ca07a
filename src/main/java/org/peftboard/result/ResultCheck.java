package org.peftboard.result;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

import org.peftboard.catalog.Board;
import org.peftboard.evaluator.contract.Catalogue;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Result;

/** Whether a result belongs on a board: same base model, tasks, protocol and rules, and numbers in range. */
final class ResultCheck {

	/** of sums in another order */
	private static final double ROUNDING = 1e-6;

	private ResultCheck() {
	}

	/**
	 * Passes a result of this board.
	 *
	 * @throws Problem.Refused with everything that does not fit
	 */
	static void requireOf(Board board, Catalogue.SuiteCard suite, Result result) {
		List<Problem> problems = new ArrayList<>();
		requireEqual(problems, "result.request.baseModel", result.request().baseModel(), board.baseModel());
		requireEqual(problems, "result.request.tasks", result.request().tasks(), suite.tasks());
		requireEqual(problems, "result.request.protocol", result.request().protocol(), suite.protocol());
		requireEqual(problems, "result.rulesVersion", result.rulesVersion(), String.valueOf(board.rulesVersion()));
		requireWithin(problems, "result.score", result.score(), 0, 100);
		requireWithin(problems, "result.latency.unmergedToBase", result.latency().unmergedToBase(), Double.MIN_VALUE, 1e6);
		requireWithin(problems, "result.parameters.trainableParameters", result.parameters().trainableParameters(), 0,
				result.parameters().totalParameters());
		Result.PeakMemory memory = result.peakMemory();
		if (memory != null) {
			requireWithin(problems, "result.peakMemory.bytes", memory.bytes(), 1, 1e15);
		}
		FiniteNumbers.require(problems, "result", result);
		requireTimes(problems, result.environment());
		requireTasks(problems, suite, result);
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
	}

	private static void requireTimes(List<Problem> problems, Result.Environment environment) {
		try {
			if (Instant.parse(environment.finishedAt()).isBefore(Instant.parse(environment.startedAt()))) {
				problems.add(new Problem("result.environment.finishedAt", environment.finishedAt(), "not before " + environment.startedAt()));
			}
		}
		catch (DateTimeParseException noTime) {
			problems.add(new Problem("result.environment", environment.startedAt() + " to " + environment.finishedAt(), "two times as in 2026-11-22T10:00:00Z"));
		}
	}

	/** Every task that was asked for, with a run for every seed; and the score is what they say. */
	private static void requireTasks(List<Problem> problems, Catalogue.SuiteCard suite, Result result) {
		requireEqual(problems, "result.tasks", result.tasks().stream().map(Result.TaskResult::task).toList(), suite.tasks());
		for (Result.TaskResult task : result.tasks()) {
			requireEqual(problems, "result.tasks." + task.task() + ".runs", task.runs().stream().map(Result.SeedRun::seed).toList(), result.request().seeds());
			requireWithin(problems, "result.tasks." + task.task() + ".score", task.score(), 0, 100);
		}
		double mean = result.tasks().stream().mapToDouble(Result.TaskResult::score).average().orElse(Double.NaN);
		if (!(Math.abs(mean - result.score()) <= ROUNDING)) {
			problems.add(new Problem("result.score", String.valueOf(result.score()), "the mean of the tasks, " + mean));
		}
	}

	private static void requireEqual(List<Problem> problems, String field, Object value, Object need) {
		if (!value.equals(need)) {
			problems.add(new Problem(field, value.toString(), need.toString()));
		}
	}

	private static void requireWithin(List<Problem> problems, String field, double value, double least, double greatest) {
		if (!(value >= least && value <= greatest)) {
			problems.add(new Problem(field, String.valueOf(value), least + " to " + greatest));
		}
	}

}
