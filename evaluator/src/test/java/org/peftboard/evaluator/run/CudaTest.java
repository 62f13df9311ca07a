package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.List;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.contract.Result.PeakMemory;
import org.peftboard.evaluator.measure.PeakMemoryMeter;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Precision;

import static org.assertj.core.api.Assertions.assertThat;

/** The same evaluator on a CUDA device. */
@Tag("gpu")
@EnabledIf(value = "available", disabledReason = "no GPU that the engine can use; see docs/gpu.md")
class CudaTest {

	private static final String DEVICE = "cuda:0";

	private static final double TOLERANCE = 0.02;

	static boolean available() {
		return Engine.getEngine("PyTorch").getGpuCount() > 0;
	}

	@Test
	void everyMethodTrainsAsOnTheProcessor() {
		try (Ops processor = Ops.on("cpu"); Ops device = Ops.on(DEVICE); Ops low = Ops.on(DEVICE, Precision.BFLOAT16)) {
			for (String toy : Toy.names()) {
				for (String id : Methods.REGISTRY.ids()) {
					if (!id.equals(Methods.NONE)) {
						List<Double> want = losses(processor, id, toy);
						assertThat(losses(device, id, toy).get(0)).as("%s on %s, float32", id, toy).isBetween(want.get(0) * (1 - TOLERANCE), want.get(0) * (1 + TOLERANCE));
						assertThat(losses(low, id, toy)).as("%s on %s, bfloat16", id, toy).allMatch(loss -> loss < want.get(0) * 2);
					}
				}
			}
		}
	}

	/** Generators of devices differ, so the first losses compare only where the random weights are small beside ln 64. */
	private static List<Double> losses(Ops ops, String id, String toy) {
		ops.seed(5);
		try (LanguageModel model = Architectures.build(Toy.config(toy), Weights.random(0.01), Toy.adaptation(Methods.REGISTRY.get(id), Toy.settings(id)), ops);
				Trainer trainer = new Trainer(model, Protocol.Optimization.PLAIN)) {
			TokenBatch batch = TokenBatch.of(model, List.of(new TokenBatch.Row(new int[] { 1, 5, 6, 7, 8, 9, 2 }, 2), new TokenBatch.Row(new int[] { 1, 10, 11, 2 }, 2)), 0);
			List<Double> losses = new ArrayList<>();
			for (int step = 0; step < 3; step++) {
				losses.add(trainer.step(batch, 1e-3));
			}
			return losses;
		}
	}

	@Test
	void memoryOfTheDeviceIsReadOverItsBaseline() {
		try (Ops ops = Ops.on(DEVICE)) {
			PeakMemoryMeter meter = new PeakMemoryMeter(DEVICE);
			meter.begin();
			meter.measure(() -> ops.newManager().zeros(new Shape(64, 1 << 20)).close());
			assertThat(meter.read().map(PeakMemory::bytes)).hasValueSatisfying(bytes -> assertThat(bytes).isBetween(250_000_000L, 400_000_000L));
			assertThat(meter.read().map(PeakMemory::method)).hasValue("nvml-device-used");
		}
	}

}
