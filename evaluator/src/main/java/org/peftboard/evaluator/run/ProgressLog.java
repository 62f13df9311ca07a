package org.peftboard.evaluator.run;

import java.time.Instant;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Phase;
import org.peftboard.evaluator.contract.Progress;

/** Where a run stands, told as it goes: at most one line every quarter of a second while nothing but the step changes. */
final class ProgressLog {

	private static final long LEAST_GAP_NANOS = 250_000_000;

	/** shares of a task's time, as they are on the machines that the mini suite was made for: they shape the bar, nothing else */
	private static final double TRAINING_SHARE = 0.9;

	/** share of the whole that is left for latency and writing */
	private static final double MEASURING_SHARE = 0.1;

	private final Consumer<Progress> sink;

	private final int tasks;

	private final long start = System.nanoTime();

	private long lastLine;

	private Phase phase = Phase.PREPARING;

	private int taskIndex;

	private @Nullable String task;

	private @Nullable Long seed;

	private double taskDone;

	ProgressLog(Consumer<Progress> sink, int tasks) {
		this.sink = sink;
		this.tasks = tasks;
	}

	/** A phase begins. */
	void phase(Phase phase, String message) {
		this.phase = phase;
		if (phase == Phase.EVALUATING) {
			taskDone = TRAINING_SHARE;
		}
		tell(null, null, null, null, null, message);
	}

	/** A task begins, or the same one with another seed. */
	void task(int index, String id, long ofSeed) {
		taskIndex = index;
		task = id;
		seed = ofSeed;
		taskDone = 0;
	}

	/** All tasks are done. */
	void tasksDone() {
		taskIndex = tasks;
		task = null;
		seed = null;
		taskDone = 0;
	}

	void trained(int step, int steps, double loss, @Nullable Double tokensPerSecond) {
		taskDone = TRAINING_SHARE * step / steps;
		if (step == steps || System.nanoTime() - lastLine >= LEAST_GAP_NANOS) {
			tell(step, steps, loss, null, tokensPerSecond, null);
		}
	}

	/** @param score absent where losses choose the checkpoint */
	void validated(int step, int steps, @Nullable Double score) {
		tell(step, steps, null, score, null, null);
	}

	private void tell(@Nullable Integer step, @Nullable Integer steps, @Nullable Double loss, @Nullable Double validationScore,
			@Nullable Double tokensPerSecond, @Nullable String message) {
		lastLine = System.nanoTime();
		double done = done();
		double elapsedSeconds = (lastLine - start) / 1e9;
		Double eta = done > 0 && done < 1 ? elapsedSeconds / done * (1 - done) : null;
		sink.accept(new Progress(Instant.now().toString(), phase, task, seed, step, steps, loss, validationScore, tokensPerSecond, done, eta, message));
	}

	private double done() {
		if (phase == Phase.FINISHED) {
			return 1;
		}
		return (1 - MEASURING_SHARE) * Math.min(tasks, taskIndex + taskDone) / tasks;
	}

}
