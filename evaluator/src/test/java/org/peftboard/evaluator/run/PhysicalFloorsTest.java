package org.peftboard.evaluator.run;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.contract.Result.Inference;
import org.peftboard.evaluator.contract.Result.Latency;
import org.peftboard.evaluator.contract.Result.LatencyReport;
import org.peftboard.evaluator.contract.Result.ParameterCounts;
import org.peftboard.evaluator.contract.Result.PeakMemory;
import org.peftboard.evaluator.contract.Result.Suspicion;
import org.peftboard.evaluator.contract.Result.Throughput;

import static org.assertj.core.api.Assertions.assertThat;

class PhysicalFloorsTest {

	private static final ParameterCounts COUNTS = counts(10_000);

	private static final long WEIGHTS = 4 * 5_010_000;

	private static final long TRAINING = WEIGHTS + 12 * 10_000;

	@Test
	void passesASoundResult() {
		assertThat(broken(COUNTS, TRAINING, WEIGHTS, 1.2, 0.01, 40_000L)).isEmpty();
	}

	@Test
	void seesAnAdapterThatIsFasterThanTheBase() {
		assertThat(broken(COUNTS, TRAINING, WEIGHTS, 0.9, 0.01, 40_000L)).containsExactly("faster-than-base");
	}

	@Test
	void noiseMayMakeAnAdapterFasterThanTheBase() {
		assertThat(broken(COUNTS, TRAINING, WEIGHTS, 0.9, 0.05, 40_000L)).isEmpty();
	}

	@Test
	void seesMemoryBelowTheWeights() {
		assertThat(broken(COUNTS, TRAINING / 2, WEIGHTS / 2, 1.2, 0.01, 40_000L)).containsExactly("training-memory", "inference-memory");
	}

	@Test
	void seesOtherCountsThanTheFormula() {
		assertThat(broken(counts(9_999), TRAINING, WEIGHTS, 1.2, 0.01, 40_000L)).containsExactly("trainable-parameters");
	}

	@Test
	void seesAnAdapterFileThatIsTooSmall() {
		assertThat(broken(COUNTS, TRAINING, WEIGHTS, 1.2, 0.01, 39_999L)).containsExactly("adapter-size");
	}

	@Test
	void whatWasNotMeasuredIsNotSuspect() {
		assertThat(PhysicalFloors.broken(COUNTS, null, latency(1, 0.01), inference(null), null)).isEmpty();
	}

	private static List<String> broken(ParameterCounts counts, long training, long inference, double toBase, double error, Long adapterBytes) {
		return PhysicalFloors.broken(counts, memory(training), latency(toBase, error), inference(memory(inference)), adapterBytes)
			.stream()
			.map(Suspicion::check)
			.toList();
	}

	private static ParameterCounts counts(long formula) {
		return new ParameterCounts(10_000, 10_000, 0, 5_000_000, 5_010_000, formula);
	}

	private static PeakMemory memory(long bytes) {
		return new PeakMemory(bytes, 1, "process-peak-resident");
	}

	private static LatencyReport latency(double toBase, double error) {
		Latency latency = new Latency(1, 1, 1, 1, error, List.of(1.0));
		return new LatencyReport(1, 10, 24, latency, latency, null, toBase, null, 0.01, 0, null, false);
	}

	private static Inference inference(@Nullable PeakMemory memory) {
		return new Inference(latency(1, 0), latency(1, 0), latency(1, 0), new Throughput(1, 1, null), memory);
	}

}
