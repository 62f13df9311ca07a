package org.peftboard.evaluator.measure;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.measure.LatencyMeter.Measured;
import org.peftboard.evaluator.measure.LatencyMeter.Repeat;
import org.peftboard.evaluator.measure.LatencyMeter.Round;
import org.peftboard.evaluator.measure.LatencyMeter.Settings;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.Ops;

import static org.assertj.core.api.Assertions.assertThat;

class LatencyMeterTest {

	private static final long NEVER = 60_000_000_000L;

	@Test
	void disturbedRoundsAreLeftOut() {
		Measured measured = new Measured(List.of(round(1, true), round(9, false), round(3, true)), false, 0.1);
		assertThat(Statistics.ofTokens(measured.of("base")).millis()).containsExactly(1.0, 3.0);
		assertThat(measured.discardedRounds()).isEqualTo(1);
	}

	@Test
	void disturbedRoundsCountWhereTheMachineIsNeverQuiet() {
		Measured measured = new Measured(List.of(round(1, true), round(9, false)), true, 1.0);
		assertThat(Statistics.ofTokens(measured.of("base")).millis()).containsExactly(1.0, 9.0);
		assertThat(measured.discardedRounds()).isZero();
	}

	/** Nothing is quiet enough for less than nothing. */
	@Test
	void saysThatItIsNoisyWhenTimeIsUp() {
		Measured measured = measure(new Settings(2, 1, 4, 2, 1, -1, 50_000_000L));
		assertThat(measured.noisy()).isTrue();
		assertThat(measured.of("base")).isNotEmpty();
	}

	@Test
	void stopsAfterTheLeastRoundsWhereTheErrorIsSmallEnough() {
		Measured measured = measure(new Settings(3, 1, 4, 2, 1e9, 1e9, NEVER));
		assertThat(measured.noisy()).isFalse();
		assertThat(measured.rounds()).hasSize(4).allMatch(round -> round.repeats().keySet().equals(Map.of("base", 1, "again", 2).keySet()));
		assertThat(measured.of("again")).allSatisfy(repeat -> assertThat(repeat.tokenMillis()).hasSize(3).doesNotContain(0));
	}

	private static Measured measure(Settings settings) {
		try (Ops ops = Ops.on("cpu"); LanguageModel base = Toy.llama(ops, Adaptation.NONE, 1, true); LanguageModel again = Toy.llama(ops, Adaptation.NONE, 1, true)) {
			return new LatencyMeter(settings, List.of(new int[] { 3, 4, 5 }, new int[] { 6 }), "cpu", () -> false).measure(Map.of("base", base, "again", again));
		}
	}

	private static Round round(double millis, boolean quiet) {
		return new Round(Map.of("base", new Repeat(5, new double[] { millis, millis })), quiet);
	}

}
