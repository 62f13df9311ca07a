package org.peftboard.evaluator.contract;

import org.jspecify.annotations.Nullable;

/**
 * One line of progress: a JSON object on one line of standard output.
 *
 * @param time                 ISO-8601 instant
 * @param phase                where the evaluation stands
 * @param task                 id of the task in work, absent outside of tasks
 * @param seed                 of the training run in work, absent outside of tasks
 * @param step                 optimizer steps done on this task
 * @param steps                optimizer steps planned on this task
 * @param loss                 mean cross-entropy per answer token of the last step, in nats
 * @param validationScore      main metric on the validation split, 0 to 100, on lines that follow a validation
 * @param trainTokensPerSecond non-padding tokens through training per second of wall time
 * @param done                 share of the whole evaluation that is done, 0 to 1
 * @param etaSeconds           estimated seconds to the end of the whole evaluation
 * @param message              one sentence for people
 */
public record Progress(String time, Phase phase, @Nullable String task, @Nullable Long seed, @Nullable Integer step, @Nullable Integer steps, @Nullable Double loss,
		@Nullable Double validationScore, @Nullable Double trainTokensPerSecond, double done, @Nullable Double etaSeconds, @Nullable String message) {
}
