package org.peftboard.evaluator.run;

import java.util.Map;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

class NeedsMoreMemoryTest {

	@Test
	void knowsWhatTheEngineSaysWhereATensorDoesNotFit() {
		try (Ops ops = Ops.on("cpu"); NDManager manager = ops.newManager()) {
			EngineException exception = catchThrowableOfType(EngineException.class, () -> manager.zeros(new Shape(1L << 50)));
			assertThat(NeedsMoreMemory.is(exception)).as(exception.getMessage()).isTrue();
		}
		assertThat(NeedsMoreMemory.is(new EngineException("CUDA out of memory. Tried to allocate 20.00 GiB."))).isTrue();
		assertThat(NeedsMoreMemory.is(new EngineException("mat1 and mat2 shapes cannot be multiplied"))).isFalse();
	}

	@Test
	void saysWhatWasEstimatedAndWhatToDo() {
		MethodSetting setting = SettingsCheck.complete(Methods.REGISTRY.get("full-fine-tuning").card(), new MethodSetting("full-fine-tuning", Map.of()));
		Estimate.Load load = new Estimate.Load(16, 64, 64, Precision.FLOAT32);
		Estimate estimate = Estimate.of(Toy.config("llama"), setting, load);
		NeedsMoreMemory larger = NeedsMoreMemory.of(new EngineException("CUDA out of memory"), "cuda:0", estimate, load);
		assertThat(larger).hasMessageContaining("memory of cuda:0").hasMessageContaining("16 × 64 tokens").hasMessageContaining("a device with more");
	}

	@Test
	void aDeviceThatIsNotThereIsRefusedByName() {
		assumeThat(Engine.getEngine("PyTorch").getGpuCount()).as("GPUs here: with one this cannot be seen").isZero();
		assertThatThrownBy(() -> Ops.on("cuda:0")).isInstanceOf(Problem.Refused.class).hasMessageContaining("cuda:0").hasMessageContaining("cpu");
	}

}
