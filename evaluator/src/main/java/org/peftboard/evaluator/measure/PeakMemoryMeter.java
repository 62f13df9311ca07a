package org.peftboard.evaluator.measure;

import java.util.Optional;
import java.util.OptionalLong;

import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Result.PeakMemory;

/**
 * The greatest memory that training, or inference, needs, over what was held before the model was loaded. Of several measurements the greatest counts.
 *
 * <p>On the CPU it is the kernel's high-water mark of the process's resident memory, set back before the measured steps and read after them, so nothing between two samples
 * is missed and loading does not count. Growth of file pages is left out: which parts of the engine's code and of a checkpoint's file are mapped depends on
 * when the collector runs and on what the machine did before (16 MB between two runs of one request), and the system can drop them at any time. While it is
 * measured the C library gives freed memory back at once; otherwise the mark would tell the allocator's history.
 *
 * <p>On a CUDA device it is what the device has in use after the steps, the engine's cache among it, over what it had with the context made and the cache emptied. So another
 * process on the device falsifies it.
 */
public final class PeakMemoryMeter {

	private final Source source;

	private @Nullable PeakMemory greatest;

	/** One way to read memory. */
	private interface Source {

		void begin();

		void beforeSteps();

		/** peak over the baseline; absent where the system does not tell */
		Optional<PeakMemory> afterSteps();

	}

	/** @param device {@code cpu} or {@code cuda:N} */
	public PeakMemoryMeter(String device) {
		this.source = device.equals("cpu") ? new OfProcess() : new OfDevice(Integer.parseInt(device.substring("cuda:".length())));
	}

	/** Reads the baseline: call it right before a model is loaded. */
	public void begin() {
		source.begin();
	}

	/** Runs steps on the model that was loaded since {@link #begin()} and reads their peak; may be called again with the same baseline. */
	public void measure(Runnable steps) {
		source.beforeSteps();
		steps.run();
		source.afterSteps().filter(peak -> peak.bytes() > 0 && (greatest == null || peak.bytes() > greatest.bytes())).ifPresent(peak -> greatest = peak);
	}

	/** The measurement; empty where nothing was trained, or where this system does not tell. */
	public Optional<PeakMemory> read() {
		return Optional.ofNullable(greatest);
	}

	private static final class OfProcess implements Source {

		private ResidentMemory.@Nullable Reading baseline;

		private boolean known;

		@Override
		public void begin() {
			NativeHeap.giveBack();
			baseline = ResidentMemory.read().orElse(null);
		}

		@Override
		public void beforeSteps() {
			NativeHeap.giveBackLater();
			known = ResidentMemory.resetPeak();
		}

		@Override
		public Optional<PeakMemory> afterSteps() {
			Optional<ResidentMemory.Reading> after = ResidentMemory.read();
			NativeHeap.keep();
			ResidentMemory.Reading before = baseline;
			if (!known || before == null) {
				return Optional.empty();
			}
			return after.map(now -> new PeakMemory(now.peakBytes() - before.nowBytes() - (now.filesBytes() - before.filesBytes()), before.nowBytes(),
					"process-peak-resident"));
		}

	}

	private record OfDevice(int index, long[] baselineBytes) implements Source {

		OfDevice(int index) {
			this(index, new long[1]);
		}

		private OptionalLong used() {
			return Gpu.of("cuda:" + index).map(Gpu::usedBytes).orElse(OptionalLong.empty());
		}

		@Override
		public void begin() {
			JniUtils.emptyCudaCache();
			baselineBytes[0] = used().orElse(Long.MAX_VALUE);
		}

		@Override
		public void beforeSteps() {
			JniUtils.emptyCudaCache();
		}

		@Override
		public Optional<PeakMemory> afterSteps() {
			OptionalLong now = used();
			return now.isPresent() ? Optional.of(new PeakMemory(now.getAsLong() - baselineBytes[0], baselineBytes[0], "nvml-device-used")) : Optional.empty();
		}

	}

}
