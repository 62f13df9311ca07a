package org.peftboard.evaluator.measure;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Result.PeakMemory;

/**
 * The greatest memory that training, or inference, needs, over what the process held before the model was loaded.
 *
 * <p>On the CPU it is the kernel's high-water mark of resident memory, set back before the measured steps and read after them, so nothing between two samples
 * is missed and loading does not count. Growth of file pages is left out: which parts of the engine's code and of a checkpoint's file are mapped depends on
 * when the collector runs and on what the machine did before (16 MB between two runs of one request), and the system can drop them at any time. While it is
 * measured the C library gives freed memory back at once; otherwise the mark would tell the allocator's history. Of several measurements the greatest counts.
 */
public final class PeakMemoryMeter {

	private static final String METHOD = "process-peak-resident";

	/** What was resident right before the model was loaded. */
	private ResidentMemory.@Nullable Reading baseline;

	private @Nullable PeakMemory greatest;

	/** Reads the baseline: call it right before a model is loaded. */
	public void begin() {
		NativeHeap.giveBack();
		baseline = ResidentMemory.read().orElse(null);
	}

	/** Runs steps on the model that was loaded since {@link #begin()} and reads their peak; may be called again with the same baseline. */
	public void measure(Runnable steps) {
		NativeHeap.giveBackLater();
		boolean known = ResidentMemory.resetPeak();
		steps.run();
		Optional<ResidentMemory.Reading> after = ResidentMemory.read();
		NativeHeap.keep();
		if (known && baseline != null && after.isPresent()) {
			keepGreatest(baseline, after.get());
		}
	}

	private void keepGreatest(ResidentMemory.Reading before, ResidentMemory.Reading after) {
		long bytes = after.peakBytes() - before.nowBytes() - (after.filesBytes() - before.filesBytes());
		if (bytes > 0 && (greatest == null || bytes > greatest.bytes())) {
			greatest = new PeakMemory(bytes, before.nowBytes(), METHOD);
		}
	}

	/** The measurement; empty where nothing was trained, or where this system does not tell. */
	public Optional<PeakMemory> read() {
		return Optional.ofNullable(greatest);
	}

}
