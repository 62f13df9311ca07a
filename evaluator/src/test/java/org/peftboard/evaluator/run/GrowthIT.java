package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.measure.LatencyMeter;
import org.peftboard.evaluator.measure.PeakMemoryMeter;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Prompts;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;

import static org.assertj.core.api.Assertions.assertThat;

/** Long runs keep no tensors: resident memory stays where it was after the warm-up, to 2 %. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "resident memory is read from Linux' /proc")
class GrowthIT {

	private static final double FLAT = 0.02;

	private static final int STEPS = 2_000;

	private static final int TOKENS = 10_000;

	private static final int STRETCHES = 5;

	private static final int TOKENS_AT_ONCE = 40;

	@Test
	void twoThousandStepsKeepNothing() {
		try (Ops ops = Ops.on("cpu"); LanguageModel model = model(ops); Trainer trainer = new Trainer(model, Protocol.Optimization.PLAIN)) {
			assertFlat("training steps", STEPS, step -> trainer.step(batch(step), 1e-3));
		}
	}

	@Test
	void tenThousandTokensKeepNothing() {
		try (Ops ops = Ops.on("cpu"); LanguageModel model = model(ops)) {
			assertFlat("decoded tokens", TOKENS / TOKENS_AT_ONCE,
					round -> LatencyMeter.repeat(model, Prompts.of(List.of(ids(round)), 0, Prompts.Padding.LEFT), TOKENS_AT_ONCE));
		}
	}

	/** Batches differ in length, as real ones do. */
	private static TokenBatch batch(int step) {
		return TokenBatch.of(IntStream.range(0, 4).mapToObj(row -> new TokenBatch.Row(ids(7 * step + row), 2)).toList(), 0);
	}

	private static int[] ids(int seed) {
		Random random = new Random(seed);
		return random.ints(4 + random.nextInt(16), 1, 64).toArray();
	}

	private static LanguageModel model(Ops ops) {
		PeftMethod lora = Methods.REGISTRY.get("lora");
		return Architectures.build(Toy.config("llama"), Weights.random(0.1), lora.configure(new Settings(lora.card(), Map.of())), ops);
	}

	@FunctionalInterface
	private interface Work {

		void run(int number);

	}

	/** Two stretches as warm-up, then memory after each further one. */
	private static void assertFlat(String what, int count, Work work) {
		new PeakMemoryMeter("cpu").begin();
		run(0, 2 * count / STRETCHES, work);
		long first = resident();
		StringBuilder readings = new StringBuilder("%s: %,d kB".formatted(what, first));
		long last = first;
		for (int stretch = 1; stretch <= STRETCHES; stretch++) {
			run(stretch * count / STRETCHES, (stretch + 1) * count / STRETCHES, work);
			last = resident();
			readings.append(", %,d".formatted(last));
		}
		System.out.println(readings + " after each fifth of " + count);
		assertThat((double) last / first).as(readings.toString()).isBetween(1 - FLAT, 1 + FLAT);
	}

	private static void run(int from, int to, Work work) {
		IntStream.range(from, to).forEach(work::run);
		System.gc();
		// the C library keeps freed memory otherwise, now more and now less of it
		new PeakMemoryMeter("cpu").begin();
	}

	private static long resident() {
		try {
			return Files.readAllLines(Path.of("/proc/self/status"))
				.stream()
				.filter(line -> line.startsWith("VmRSS:"))
				.mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
				.findFirst()
				.orElseThrow();
		}
		catch (IOException exception) {
			throw new IllegalStateException(exception);
		}
	}

}
