package org.peftboard.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.peftboard.language.Words;
import org.springframework.stereotype.Component;

/** Numbers and times of jobs and workers as operators read them. */
@Component
class OperationViews {

	private final Clock clock;

	OperationViews(Clock clock) {
		this.clock = clock;
	}

	JobView job(Operations.Job job, Words words) {
		Instant until = job.endedAt() == null ? clock.instant() : job.endedAt();
		boolean started = job.startedAt() != null && !job.status().equals("QUEUED");
		Instant since = started ? job.startedAt() : job.queuedAt();
		String lasts = since == null ? "" : duration(Duration.between(since, until));
		return new JobView(job.id(), job.title(), job.submitter(), job.board(), job.status(), tone(job.status()), job.attempt(), job.platformFaults(),
				job.priority(), job.reason(), since == null ? "" : words.clock(since), lasts, job.worker());
	}

	private static String tone(String status) {
		return switch (status) {
			case "PUBLISHED" -> "good";
			case "FAILED", "REJECTED" -> "bad";
			case "CANCELLED", "WITHDRAWN" -> "warn";
			default -> "accent";
		};
	}

	WorkerView worker(Operations.WorkerRow worker, Words words) {
		String machine = words.say("workers.machine.is", worker.cores(), String.format(Locale.ROOT, "%.1f", worker.memoryBytes() / 1e9), worker.deviceName());
		String tone = switch (worker.state()) {
			case "READY" -> "good";
			case "UNFIT", "LOST" -> "bad";
			default -> "warn";
		};
		return new WorkerView(worker.name(), worker.hardwareClass(), machine, worker.sandbox(), worker.version(), worker.state(), tone,
				worker.reason(), worker.drainRequested(), worker.alive(), words.clock(worker.startedAt()), duration(Duration.ofSeconds(worker.silentSeconds())),
				worker.job(), worker.published(), worker.failed());
	}

	DriftView drift(Drift drift, Words words) {
		return new DriftView(drift.host(), drift.hardwareClass(), drift.runs(), words.clock(drift.measured()),
				drift.score() == 0 ? words.say("drift.equal") : words.say("drift.points", String.format(Locale.ROOT, "%+.2f", drift.score())),
				percent(drift.baseLatency()), percent(drift.latencyRatio()), percent(drift.memory()), percent(drift.tokensPerSecond()), drift.notable());
	}

	private static @Nullable String percent(@Nullable Double change) {
		return change == null ? null : String.format(Locale.ROOT, "%+.1f %%", change * 100);
	}

	/** "48 s", "3 min 20 s", "2 h 5 min". */
	String duration(Duration duration) {
		long seconds = Math.max(0, duration.toSeconds());
		if (seconds < 60) {
			return seconds + " s";
		}
		return seconds < 3600 ? seconds / 60 + " min " + seconds % 60 + " s" : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
	}

	/**
	 * @param since when it began to wait, or to run
	 * @param lasts for how long it has waited or run, or ran
	 */
	record JobView(long id, String title, String submitter, String board, String status, String tone, int attempt, int platformFaults, int priority,
			@Nullable String reason, String since, String lasts, @Nullable String worker) {
	}

	record WorkerView(String name, String hardwareClass, String machine, String sandbox, String version, String state, String tone, @Nullable String reason,
			boolean drainRequested, boolean alive, String started, String silent, @Nullable Long job, long published, long failed) {
	}

	record DriftView(String host, String hardwareClass, int runs, String measured, String score, @Nullable String baseLatency, @Nullable String latencyRatio,
			@Nullable String memory, @Nullable String tokensPerSecond, boolean notable) {
	}

}
