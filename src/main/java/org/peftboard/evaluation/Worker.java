package org.peftboard.evaluation;

import java.time.Instant;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The embedded worker: takes one submission at a time from the queue. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "peftboard.evaluation.enabled", matchIfMissing = true)
class Worker {

	/**
	 * What a dead worker left is given out again. An exception here means that the database did not answer, and the submission waits in the queue until it does.
	 */
	@Bean
	Task<Void> evaluateOnCpu(Evaluation evaluation, Scratch scratch) {
		scratch.clearUpAfterTheDead();
		return Tasks.custom(Queue.EVALUATE_ON_CPU)
			.onDeadExecution(new DeadExecutionHandler.ReviveDeadExecution<>())
			.onFailure(new FailureHandler.OnFailureRetryLater<>(Queue.PAUSE_BEFORE_RETRY))
			.execute((instance, context) -> next(evaluation.run(Long.parseLong(instance.getId()))));
	}

	private static CompletionHandler<Void> next(Evaluation.Next next) {
		return switch (next) {
			case DONE -> new CompletionHandler.OnCompleteRemove<>();
			case AGAIN -> (complete, operations) -> operations.reschedule(complete, Instant.now().plus(Queue.PAUSE_BEFORE_RETRY));
		};
	}

}
