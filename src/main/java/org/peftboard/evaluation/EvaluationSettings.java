package org.peftboard.evaluation;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this process evaluates.
 *
 * @param enabled   whether this process takes evaluations from the queue; switched off it serves pages only
 * @param timeLimit after which an evaluation is stopped; the submission is then at fault
 * @param grace     after the time limit, for the evaluator to end itself; then it is killed
 * @param mainClass the evaluator's main class
 * @param threads   threads of the engine; 0 for one per processor
 */
@ConfigurationProperties("peftboard.evaluation")
record EvaluationSettings(@DefaultValue("true") boolean enabled, @DefaultValue("30m") Duration timeLimit,
		@DefaultValue("20s") Duration grace, @DefaultValue("org.peftboard.evaluator.Main") String mainClass, @DefaultValue("0") int threads) {

	int engineThreads() {
		return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
	}

}
