package org.peftboard.result;

import java.util.ArrayList;
import java.util.List;

import org.peftboard.catalog.Board;
import org.peftboard.evaluator.contract.Catalogue;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Result;

/** Whether a result belongs on a board: same base model, tasks, protocol and rules, and numbers in range. */
final class ResultCheck {

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
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
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
