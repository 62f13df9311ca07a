package org.peftboard.evaluation;

import java.time.Duration;

/** An attempt ended on this worker. */
public record EvaluationEnded(long submissionId, int attempt, Outcome outcome, Duration duration) {
}
