package org.peftboard.evaluator.run;

import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Result.PeakMemory;
import org.peftboard.evaluator.measure.PeakMemoryMeter;
import org.peftboard.evaluator.model.LanguageModel;

/**
 * Peak memory of one phase, in a process that does nothing else: the greatest of the request's tasks with its first seed; other seeds hold the same tensors.
 *
 * <p>Before each baseline another model rehearses the phase, so that pages of the engine's own code that it touches are in the baseline; how many of them the
 * kernel maps at once depends on what the machine did before.
 */
public final class MemoryMeasurement {

	/** What needs the memory. */
	public enum Phase {

		/** three optimizer steps at learning rate 0 on the largest batch of the run */
		TRAINING,
		/** a batch of test prompts, read and continued */
		INFERENCE

	}

	/**
	 * What the process says.
	 *
	 * @param peak absent where this system does not tell
	 */
	public record Answer(@Nullable PeakMemory peak) {
	}

	private final LoadedRequest loaded;

	private final Phase phase;

	private final BooleanSupplier stop;

	private final PeakMemoryMeter meter;

	private MemoryMeasurement(LoadedRequest loaded, Phase phase, BooleanSupplier stop) {
		this.loaded = loaded;
		this.phase = phase;
		this.stop = stop;
		this.meter = new PeakMemoryMeter(loaded.request().request().device());
	}

	/**
	 * Measures.
	 *
	 * @param stop asked between tasks; when true, it ends with {@link Interrupted}
	 * @return empty where this system does not tell
	 * @throws NeedsMoreMemory where the device's memory does not hold it
	 */
	public static Optional<PeakMemory> of(CheckedRequest request, Phase phase, BooleanSupplier stop) {
		try (LoadedRequest loaded = new LoadedRequest(request)) {
			return loaded.withinMemory(() -> new MemoryMeasurement(loaded, phase, stop).measure());
		}
	}

	private Optional<PeakMemory> measure() {
		for (int task = 0; task < loaded.tasks().size(); task++) {
			Interrupted.throwIf(stop);
			begin();
			try (LanguageModel rehearsed = model(task)) {
				run(rehearsed, task);
			}
			begin();
			try (LanguageModel model = model(task)) {
				int measured = task;
				meter.measure(() -> run(model, measured));
			}
		}
		return meter.read();
	}

	/** Buffers of models that were closed, and mappings of their files, live until they are collected; the heap's own size is fixed. */
	private void begin() {
		System.gc();
		meter.begin();
	}

	private LanguageModel model(int task) {
		return loaded.model(seed(), task);
	}

	private void run(LanguageModel model, int task) {
		if (phase == Phase.INFERENCE) {
			loaded.decode(model, task);
		}
		else {
			loaded.training(model, seed(), task, new ProgressLog(line -> { }, 1), stop).rehearse();
		}
	}

	private long seed() {
		return loaded.request().seeds().get(0);
	}

}
