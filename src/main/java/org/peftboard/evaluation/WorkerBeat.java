package org.peftboard.evaluation;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.peftboard.evaluation.WorkerRows.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells the others every few seconds that this worker lives and how it is, and keeps it from taking evaluations while its machine is unfit or an operator drains
 * it. Trouble of the machine must not cost submissions their tries: a worker with a full disk would fail the whole queue.
 */
@Component
@ConditionalOnBooleanProperty(name = "peftboard.evaluation.enabled", matchIfMissing = true)
final class WorkerBeat implements SmartLifecycle {

	static final Duration BETWEEN_BEATS = Duration.ofSeconds(3);

	private static final Logger log = LoggerFactory.getLogger(WorkerBeat.class);

	private final WorkerRows rows;

	private final Scratch scratch;

	private final Sandbox sandbox;

	private final Streak streak;

	private final Scheduler scheduler;

	private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(task -> {
		Thread thread = new Thread(task, "worker-beat");
		thread.setDaemon(true);
		return thread;
	});

	private volatile boolean drain;

	private volatile String objection = "";

	private volatile boolean running;

	WorkerBeat(WorkerRows rows, Scratch scratch, Sandbox sandbox, Streak streak, Scheduler scheduler) {
		this.rows = rows;
		this.scratch = scratch;
		this.sandbox = sandbox;
		this.streak = streak;
		this.scheduler = scheduler;
	}

	@Override
	public void start() {
		running = true;
		beats.scheduleWithFixedDelay(this::beat, 0, BETWEEN_BEATS.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void beat() {
		examine();
		try {
			drain = rows.beat(state(), objection, sandbox.inWords());
		}
		catch (RuntimeException databaseAway) {
			log.debug("no beat: {}", databaseAway.getMessage());
		}
		if (drain || !objection.isEmpty()) {
			scheduler.pause();
		}
		else {
			scheduler.resume();
		}
	}

	private void examine() {
		String found = Stream.of(sandbox.objection(), scratch.objection(), streak.objection()).filter(each -> !each.isEmpty()).findFirst().orElse("");
		if (!found.equals(objection)) {
			log.warn(found.isEmpty() ? "This worker is fit again" : "This worker takes no evaluations: {}", found);
		}
		objection = found;
	}

	private State state() {
		if (!objection.isEmpty()) {
			return State.UNFIT;
		}
		return drain ? State.DRAINING : State.READY;
	}

	/** What is wrong with this worker's machine; empty while nothing is. */
	String objection() {
		return objection;
	}

	@Override
	public void stop() {
		running = false;
		beats.shutdownNow();
		try {
			beats.awaitTermination(2, TimeUnit.SECONDS);
			rows.beat(State.STOPPED, "", sandbox.inWords());
		}
		catch (InterruptedException exception) {
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException databaseAway) {
			log.debug("not signed off: {}", databaseAway.getMessage());
		}
	}

	@Override
	public boolean isRunning() {
		return running;
	}

}
