package org.peftboard.evaluation;

import java.time.Duration;
import java.time.Instant;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import org.peftboard.catalog.HardwareClass;
import org.peftboard.submission.Begun;
import org.peftboard.submission.Cancelled;
import org.peftboard.submission.Submissions;
import org.peftboard.submission.Submitted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts submissions into the queue, and takes cancelled ones out, within the transaction that changes the submission.
 *
 * <p>The queue only says "run submission 42"; everything else about a submission is in its own tables.
 */
@Component
class Queue implements ApplicationRunner {


	/** After a platform fault, for what caused it to pass. */
	static final Duration PAUSE_BEFORE_RETRY = Duration.ofSeconds(3);

	private static final Logger log = LoggerFactory.getLogger(Queue.class);

	private final SchedulerClient scheduler;

	private final Submissions submissions;

	private final JdbcClient jdbc;

	private final TaskDescriptor<Void> evaluate;

	Queue(SchedulerClient scheduler, Submissions submissions, HardwareClass hardwareClass, JdbcClient jdbc) {
		this.evaluate = evaluateOn(hardwareClass);
		this.scheduler = scheduler;
		this.submissions = submissions;
		this.jdbc = jdbc;
	}

	/** One name a class of hardware: a worker takes what its machine measures. */
	static TaskDescriptor<Void> evaluateOn(HardwareClass hardwareClass) {
		return TaskDescriptor.of("evaluate-" + hardwareClass.id());
	}

	@EventListener
	void enqueue(Submitted submitted) {
		schedule(submitted.submissionId(), submitted.priority(), submitted.turnAt());
	}

	/** The queue gives out what is due, by priority, then by time: so the turn is the time. */
	private boolean schedule(long submissionId, int priority, Instant turn) {
		return scheduler.scheduleIfNotExists(evaluate.instance(String.valueOf(submissionId)).priority(priority).build(), turn);
	}

	/** Should this attempt be lost, the next one goes before what was not begun; the queue itself would put it behind everything. */
	@EventListener
	void begun(Begun begun) {
		jdbc.sql("update scheduled_tasks set priority = ? where task_name = ? and task_instance = ?")
			.params(begun.priority(), evaluate.getTaskName(), String.valueOf(begun.submissionId()))
			.update();
	}

	/** One that runs is stopped by its worker, which notices that its lease is lost. */
	@EventListener
	void dequeue(Cancelled cancelled) {
		try {
			scheduler.cancel(evaluate.instanceId(String.valueOf(cancelled.submissionId())));
		}
		catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException alreadyTaken) {
			log.debug("submission {}: {}", cancelled.submissionId(), alreadyTaken.getMessage());
		}
	}

	/** What is under way and yet not in the queue, as after the queue's table was emptied by hand, is put there again. */
	@Override
	public void run(ApplicationArguments arguments) {
		submissions.underWay().forEach(one -> {
			if (schedule(one.submissionId(), one.priority(), one.turnAt())) {
				log.warn("Submission {} was under way but not in the queue; it was put there again", one.submissionId());
			}
		});
	}

}
