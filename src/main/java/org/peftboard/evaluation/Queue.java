package org.peftboard.evaluation;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
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
 * <p>Each submission stands there under the name that its class of hardware and its memory give it ({@link MemoryTier}), whether this process serves that name or not.
 * It is found again by its number, under whichever name.
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

	Queue(SchedulerClient scheduler, Submissions submissions, JdbcClient jdbc) {
		this.scheduler = scheduler;
		this.submissions = submissions;
		this.jdbc = jdbc;
	}

	@EventListener
	void enqueue(Submitted submitted) {
		schedule(submitted);
	}

	/** The queue gives out what is due, by priority, then by time: so the turn is the time. */
	private boolean schedule(Submitted submitted) {
		return scheduler.scheduleIfNotExists(
				MemoryTier.task(submitted.need()).instance(String.valueOf(submitted.submissionId())).priority(submitted.priority()).build(), submitted.turnAt());
	}

	/** Should this attempt be lost, the next one goes before what was not begun; the queue itself would put it behind everything. */
	@EventListener
	void begun(Begun begun) {
		jdbc.sql("update scheduled_tasks set priority = ? where task_instance = ? and task_name like ?")
			.params(begun.priority(), String.valueOf(begun.submissionId()), MemoryTier.PREFIX + "%")
			.update();
	}

	/** One that runs is stopped by its worker, which notices that its lease is lost. */
	@EventListener
	void dequeue(Cancelled cancelled) {
		String id = String.valueOf(cancelled.submissionId());
		jdbc.sql("select task_name from scheduled_tasks where task_instance = ? and task_name like ?")
			.params(id, MemoryTier.PREFIX + "%")
			.query(String.class)
			.list()
			.forEach(task -> cancel(task, id));
	}

	private void cancel(String task, String id) {
		try {
			scheduler.cancel(TaskInstanceId.of(task, id));
		}
		catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException alreadyTaken) {
			log.debug("submission {}: {}", id, alreadyTaken.getMessage());
		}
	}

	/** What is under way and yet not in the queue, as after the queue's table was emptied by hand, is put there again. */
	@Override
	public void run(ApplicationArguments arguments) {
		Set<Long> queued = new HashSet<>(jdbc.sql("select task_instance from scheduled_tasks where task_name like ?")
			.param(MemoryTier.PREFIX + "%")
			.query(Long.class)
			.list());
		submissions.underWay(queued).forEach(one -> {
			if (schedule(one)) {
				log.warn("Submission {} was under way but not in the queue; it was put there again", one.submissionId());
			}
		});
	}

}
