package org.peftboard.evaluator.method;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.hub.Safetensors;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.Ops;

import static org.assertj.core.api.Assertions.assertThat;

/** The networks that make virtual tokens while they train, against Hugging Face PEFT's; where the values come from stands in {@code prompt-encoders/}. */
class PromptEncoderTest {

	private static final Path FOLDER = Path.of("src/test/resources/org/peftboard/evaluator/method/prompt-encoders");

	@ParameterizedTest(name = "{1} {2}")
	@CsvSource({ "p-tuning-mlp,p-tuning,mlp", "p-tuning-lstm,p-tuning,lstm", "prefix-tuning,prefix-tuning,mlp" })
	void putsOutWhatTheReferencePutsOut(String file, String method, String encoder) {
		Map<String, Object> settings = method.equals("p-tuning") ? Map.of("virtualTokens", 3, "encoderHiddenSize", 10, "encoder", encoder)
				: Map.of("virtualTokens", 3, "encoderHiddenSize", 10, "projection", true);
		Safetensors reference = Safetensors.open(FOLDER.resolve(file + ".safetensors"));
		try (Ops ops = Ops.on("cpu"); LanguageModel model = Toy.llama(ops, Toy.adaptation(Methods.REGISTRY.get(method), settings), 3, false)) {
			assertThat(model.parameters().byName().keySet()).containsExactlyInAnyOrderElementsOf(
					reference.names().stream().filter(name -> !name.equals("output")).toList());
			assign(ops, model, reference);
			Supplier<NDArray> output = model.hooks().exported().get("prompt_embeddings");
			float[] want = floats(reference, "output");
			try (NDArray got = output.get()) {
				assertThat(got.getShape().getShape()).isEqualTo(reference.tensor("output").shape());
				float[] values = got.toFloatArray();
				for (int index = 0; index < want.length; index++) {
					assertThat(Math.abs(values[index] - want[index])).isLessThan(1e-6f);
				}
			}
		}
	}

	private static void assign(Ops ops, LanguageModel model, Safetensors reference) {
		try (NDManager scratch = ops.newManager()) {
			model.parameters()
				.byName()
				.forEach((name, parameter) -> model.parameters().assign(name, scratch.create(floats(reference, name), parameter.shape())));
		}
	}

	private static float[] floats(Safetensors file, String name) {
		ByteBuffer bytes = file.bytes(name);
		float[] values = new float[bytes.remaining() / Float.BYTES];
		bytes.asFloatBuffer().get(values);
		return values;
	}

}
