package org.peftboard.evaluator.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.peftboard.evaluator.contract.Result.PeakMemory;
import org.peftboard.evaluator.nn.Ops;

import static org.assertj.core.api.Assertions.assertThat;

/** In a process of its own, as evaluations are: what other tests leave to the compiler and the collector goes at any time. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "peak resident memory is read from Linux' /proc")
class PeakMemoryMeterTest {

	private static final long MEBIBYTE = 1 << 20;

	@Test
	void seesATensorThatIsFreedBeforeTheReading() {
		assertThat(measured("0", "64")).isBetween(60 * MEBIBYTE, 100 * MEBIBYTE);
	}

	@Test
	void keepsTheGreatestOfSeveralAndForgetsWhatWasBefore() {
		assertThat(measured("512", "32", "128", "64")).isBetween(124 * MEBIBYTE, 164 * MEBIBYTE);
	}

	/** @param mebibytes of a tensor that is freed before the first measurement, then of one in each measurement */
	private static long measured(String... mebibytes) {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms64m", "-Xmx64m",
				"-XX:+UseSerialGC", "-XX:+AlwaysPreTouch", "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED", "-cp",
				System.getProperty("java.class.path"), Holding.class.getName()));
		command.addAll(Arrays.asList(mebibytes));
		try {
			Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
			String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			assertThat(printed).matches("\\d+ process-peak-resident");
			return Long.parseLong(printed.split(" ")[0]);
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	/** Prints what the meter saw while tensors of the given sizes were held, and how it saw it. */
	static final class Holding {

		public static void main(String[] mebibytes) {
			try (Ops ops = Ops.on("cpu")) {
				hold(ops, 1);
				hold(ops, Integer.parseInt(mebibytes[0]));
				PeakMemoryMeter meter = new PeakMemoryMeter("cpu");
				for (String held : Arrays.copyOfRange(mebibytes, 1, mebibytes.length)) {
					meter.begin();
					meter.measure(() -> hold(ops, Integer.parseInt(held)));
				}
				PeakMemory peak = meter.read().orElseThrow();
				System.out.println(peak.bytes() + " " + peak.method());
			}
		}

		private static void hold(Ops ops, int mebibytes) {
			try (NDManager step = ops.newManager()) {
				step.ones(new Shape(mebibytes * MEBIBYTE / Float.BYTES));
			}
		}

	}

}
