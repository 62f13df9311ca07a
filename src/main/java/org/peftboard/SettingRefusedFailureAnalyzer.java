package org.peftboard;

import java.util.stream.Collectors;

import org.peftboard.evaluator.contract.Problem;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which setting stopped the start, what it is and what it should be, in the place of a stack trace. */
final class SettingRefusedFailureAnalyzer extends AbstractFailureAnalyzer<Problem.Refused> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, Problem.Refused cause) {
		return new FailureAnalysis(cause.getMessage(), "Write " + cause.problems().stream().map(Problem::need).collect(Collectors.joining("; ")) + ".", cause);
	}

}
