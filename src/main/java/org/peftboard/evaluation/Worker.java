package org.peftboard.evaluation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A worker: takes one submission at a time from the queue, of those that its class of hardware and its memory suffice for. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "peftboard.evaluation.enabled", matchIfMissing = true)
class Worker {

	/**
	 * While the database was away nobody's heart beat: living workers are left this long to say that they live. After an outage the connection
	 * pool pauses up to ten seconds between its tries, and a beat that asks for a connection waits as long once more.
	 */
	private static final Duration ROLL_CALL = Duration.ofSeconds(25);

	private static final Duration BUSY_PAUSE = Duration.ofSeconds(1);

	/**
	 * What a dead worker left is given out again. An exception here means that the database did not answer, and the submission waits in the queue until it does.
	 */
	@Bean
	List<Task<?>> evaluations(Evaluation evaluation, Scratch scratch, ThisWorker worker, MachineLock machine, ControlRun control, SharedTime time) {
		scratch.clearUpAfterTheDead();
		ExecutionHandler<Void> evaluate = evaluate(evaluation, machine, control);
		return MemoryTier.tasks(worker.hardwareClass(), worker.memoryBytes()).stream().<Task<?>>map(task -> Tasks.custom(task)
			.onDeadExecution(reviveUnless(time))
			.onFailure(new FailureHandler.OnFailureRetryLater<>(Queue.PAUSE_BEFORE_RETRY))
			.execute(evaluate)).toList();
	}

	private static ExecutionHandler<Void> evaluate(Evaluation evaluation, MachineLock machine, ControlRun control) {
		return (instance, context) -> {
			Optional<AutoCloseable> taken = machine.take();
			if (taken.isEmpty()) {
				return laterAgain();
			}
			try (AutoCloseable held = taken.get()) {
				control.runIfDue();
				return evaluation.run(Long.parseLong(instance.getId())) == Evaluation.Next.DONE ? new CompletionHandler.OnCompleteRemove<>() : again();
			}
			catch (RuntimeException failed) {
				throw failed;
			}
			catch (Exception impossible) {
				throw new IllegalStateException(impossible);
			}
		};
	}

	/** Left alone for now, it is looked at again a few seconds later. */
	private static DeadExecutionHandler<Void> reviveUnless(SharedTime time) {
		return (dead, operations) -> {
			if (time.databaseAnswersSince().compareTo(ROLL_CALL) > 0) {
				operations.reschedule(dead, dead.getExecution().getExecutionTime());
			}
		};
	}

	/** Its time is its turn, and this machine's may be wrong: it keeps the one that it had. */
	private static CompletionHandler<Void> again() {
		return (complete, operations) -> operations.reschedule(complete, complete.getExecution().getExecutionTime());
	}

	/** Another worker evaluates on this machine. As the first in the queue stays the first, it would be taken again at once. */
	private static CompletionHandler<Void> laterAgain() {
		try {
			Thread.sleep(BUSY_PAUSE.toMillis());
		}
		catch (InterruptedException serverStops) {
			// it goes back into the queue all the same
		}
		return again();
	}

}
