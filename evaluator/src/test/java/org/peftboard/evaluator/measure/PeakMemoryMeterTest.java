package org.peftboard.evaluator.measure;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.peftboard.evaluator.contract.Result.PeakMemory;
import org.peftboard.evaluator.nn.Ops;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledOnOs(value = OS.LINUX, disabledReason = "peak resident memory is read from Linux' /proc")
class PeakMemoryMeterTest {

	private static final long MEBIBYTE = 1 << 20;

	/** Other tests share this process: what they left for the collector must be gone, and not go, while the meter looks. */
	@BeforeEach
	void settleTheProcess() throws InterruptedException {
		System.gc();
		long beforeBytes;
		do {
			beforeBytes = ResidentMemory.read().orElseThrow().nowBytes();
			Thread.sleep(100);
		}
		while (Math.abs(ResidentMemory.read().orElseThrow().nowBytes() - beforeBytes) > MEBIBYTE);
	}

	@Test
	void seesATensorThatIsFreedBeforeTheReading() {
		try (Ops ops = Ops.on("cpu")) {
			PeakMemoryMeter meter = new PeakMemoryMeter();
			meter.begin();
			meter.measure(() -> hold(ops, 64));
			assertThat(meter.read()).isPresent();
			assertThat(meter.read().get().bytes()).isBetween(60 * MEBIBYTE, 100 * MEBIBYTE);
			assertThat(meter.read().get().method()).isEqualTo("process-peak-resident");
		}
	}

	@Test
	void keepsTheGreatestOfSeveralAndForgetsWhatWasBefore() {
		try (Ops ops = Ops.on("cpu")) {
			hold(ops, 512);
			PeakMemoryMeter meter = new PeakMemoryMeter();
			for (int mebibytes : new int[] { 32, 128, 64 }) {
				meter.begin();
				meter.measure(() -> hold(ops, mebibytes));
			}
			assertThat(meter.read().map(PeakMemory::bytes).orElseThrow()).isBetween(124 * MEBIBYTE, 164 * MEBIBYTE);
		}
	}

	private static void hold(Ops ops, int mebibytes) {
		try (NDManager step = ops.newManager()) {
			step.ones(new Shape(mebibytes * MEBIBYTE / Float.BYTES));
		}
	}

}
