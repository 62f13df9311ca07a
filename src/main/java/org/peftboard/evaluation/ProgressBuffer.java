package org.peftboard.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Progress;

/**
 * Thins out an evaluator's lines of progress: changes of phase or task and validation scores are all kept, of the others one in a while and always the newest.
 *
 * <p>The while grows with the number kept, from 0.2 seconds on, so that a minute shows every turn of the curve and an hour stays under 4,000 lines.
 */
final class ProgressBuffer {

	private static final double FIRST_GAP_NANOS = 0.2e9;

	private static final double LINES_PER_GAP = 500;

	private final LongSupplier nanos;

	private final List<Progress> kept = new ArrayList<>();

	private @Nullable Progress newest;

	private @Nullable Progress lastKept;

	private long lastKeptAt;

	private int count;

	ProgressBuffer(LongSupplier nanos) {
		this.nanos = nanos;
	}

	synchronized void add(Progress line) {
		if (line.validationScore() == null && lastKept != null && sameStage(lastKept, line) && nanos.getAsLong() - lastKeptAt < gapNanos()) {
			newest = line;
			return;
		}
		if (newest != null && !sameStage(newest, line)) {
			keep(newest);
		}
		keep(line);
	}

	private void keep(Progress line) {
		kept.add(line);
		count++;
		lastKept = line;
		lastKeptAt = nanos.getAsLong();
		newest = null;
	}

	private double gapNanos() {
		return FIRST_GAP_NANOS * (1 + count / LINES_PER_GAP);
	}

	private static boolean sameStage(Progress one, Progress other) {
		return one.phase() == other.phase() && Objects.equals(one.task(), other.task());
	}

	/** What was kept since the last call. */
	synchronized List<Progress> drain() {
		if (newest != null && nanos.getAsLong() - lastKeptAt >= gapNanos()) {
			keep(newest);
		}
		List<Progress> drained = List.copyOf(kept);
		kept.clear();
		return drained;
	}

}
