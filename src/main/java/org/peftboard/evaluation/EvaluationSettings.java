package org.peftboard.evaluation;

import java.time.Duration;

import org.peftboard.site.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How this process evaluates.
 *
 * @param enabled        whether this process takes evaluations from the queue; switched off it serves pages only
 * @param timeLimit      after which an evaluation is stopped; the submission is then at fault
 * @param grace          after the time limit, for the evaluator to end itself; then it is killed
 * @param mainClass      the evaluator's main class
 * @param threads        threads of the engine; 0 for one per processor
 * @param memoryLimit    resident memory of an evaluator and its children, after which it is stopped; 0 for three quarters of the machine's
 * @param largestFile    that an evaluator may write
 * @param leastFreeSpace on the disk of the scratch folder, below which this worker takes nothing
 * @param sandbox        how an evaluator is shut in
 * @param network        whether an evaluator may reach the network
 * @param longestOutage  of the database, for which an evaluation goes on and its result is kept
 * @param exclusive      whether only one evaluation at a time runs on this machine, whichever worker has it; so by default in workers without pages
 * @param controlEvery   evaluations of this machine between control runs; 0 for none
 */
@ConfigurationProperties("peftboard.evaluation")
record EvaluationSettings(@DefaultValue("true") boolean enabled, @DefaultValue("30m") Duration timeLimit, @DefaultValue("20s") Duration grace,
		@DefaultValue("org.peftboard.evaluator.Main") String mainClass, @DefaultValue("0") int threads, @DefaultValue("0") DataSize memoryLimit,
		@DefaultValue("4GB") DataSize largestFile, @DefaultValue("256MB") DataSize leastFreeSpace, @DefaultValue("auto") SandboxMode sandbox,
		@DefaultValue("false") boolean network, @DefaultValue("15m") Duration longestOutage, @DefaultValue("false") boolean exclusive,
		@DefaultValue("50") int controlEvery) {

	EvaluationSettings {
		Setting.atLeast("peftboard.evaluation.time-limit", timeLimit, Duration.ofMillis(1));
		Setting.atLeast("peftboard.evaluation.grace", grace, Duration.ZERO);
		Setting.atLeast("peftboard.evaluation.threads", threads, 0);
		Setting.atLeast("peftboard.evaluation.memory-limit", memoryLimit, DataSize.ofBytes(0));
		Setting.atLeast("peftboard.evaluation.largest-file", largestFile, DataSize.ofBytes(1));
		Setting.atLeast("peftboard.evaluation.least-free-space", leastFreeSpace, DataSize.ofBytes(0));
		Setting.atLeast("peftboard.evaluation.longest-outage", longestOutage, Duration.ZERO);
		Setting.atLeast("peftboard.evaluation.control-every", controlEvery, 0);
	}

	/** How an evaluator is shut in. */
	enum SandboxMode {

		/** as far as this machine allows */
		AUTO,
		/** wholly, or this worker takes nothing */
		REQUIRED,
		/** by limits of its process alone */
		OFF

	}

	int engineThreads() {
		return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
	}

}
