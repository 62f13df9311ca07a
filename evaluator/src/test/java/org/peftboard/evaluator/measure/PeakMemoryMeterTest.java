package org.peftboard.evaluator.measure;

import java.util.Optional;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.peftboard.evaluator.contract.Result.PeakMemory;
import org.peftboard.evaluator.nn.Ops;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledOnOs(value = OS.LINUX, disabledReason = "peak resident memory is read from Linux' /proc")
class PeakMemoryMeterTest {

	private static final long MEBIBYTE = 1 << 20;

	@Test
	void seesATensorThatIsFreedBeforeTheReading() {
		try (Ops ops = Ops.on("cpu")) {
			PeakMemoryMeter meter = new PeakMemoryMeter();
			meter.resume();
			try (NDManager step = ops.newManager()) {
				step.ones(new Shape(64 * MEBIBYTE / Float.BYTES));
			}
			meter.pause();
			Optional<PeakMemory> peak = meter.read();
			assertThat(peak).isPresent();
			assertThat(peak.get().bytes()).isBetween(60 * MEBIBYTE, 160 * MEBIBYTE);
			assertThat(peak.get().method()).isEqualTo("process-peak-resident");
		}
	}

	@Test
	void doesNotSeeWhatHappensWhileItIsPaused() {
		try (Ops ops = Ops.on("cpu")) {
			PeakMemoryMeter meter = new PeakMemoryMeter();
			meter.resume();
			meter.pause();
			try (NDManager step = ops.newManager()) {
				step.ones(new Shape(256 * MEBIBYTE / Float.BYTES));
			}
			meter.resume();
			meter.pause();
			assertThat(meter.read().map(PeakMemory::bytes).orElse(0L)).isLessThan(128 * MEBIBYTE);
		}
	}

}
