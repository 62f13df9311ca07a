package org.peftboard.evaluator.measure;

import java.util.Optional;
import java.util.OptionalLong;

import org.peftboard.evaluator.contract.Result.PeakMemory;

/**
 * The greatest memory that training held, over what the process held before the model was loaded.
 *
 * <p>On the CPU it is the kernel's high-water mark of resident memory, set back before each stretch of training and read after it, so that loading,
 * validation and decoding do not count. The baseline is read once, after the engine has run a warm-up and has given freed memory back.
 */
public final class PeakMemoryMeter {

	private static final String METHOD = "process-peak-resident";

	private final OptionalLong baselineBytes;

	private long peakBytes;

	/** Reads the baseline: make it right before the model is loaded. */
	public PeakMemoryMeter() {
		NativeHeap.trim();
		this.baselineBytes = ResidentMemory.now();
	}

	/** Training begins or goes on. */
	public void resume() {
		ResidentMemory.resetPeak();
	}

	/** Training stops for a while, or ends. */
	public void pause() {
		peakBytes = Math.max(peakBytes, ResidentMemory.peak().orElse(0));
	}

	/** The measurement; empty where nothing was trained, or where this system does not tell. */
	public Optional<PeakMemory> read() {
		if (baselineBytes.isEmpty() || peakBytes <= baselineBytes.getAsLong()) {
			return Optional.empty();
		}
		return Optional.of(new PeakMemory(peakBytes - baselineBytes.getAsLong(), baselineBytes.getAsLong(), METHOD));
	}

}
