package org.peftboard.evaluator.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.hub.Safetensors.Floats;
import org.peftboard.evaluator.nn.Ops;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One model in every form in which checkpoints come: shards, half-precision types, older and newer keys of rotary scaling. */
class CheckpointFormsTest {

	private static final String OLD = "{\"rope_theta\":1000.0,\"rope_scaling\":{\"type\":\"linear\",\"factor\":2.0}}";

	private static final String HEAD = "lm_head.weight";

	private static final String NEW = "{\"rope_parameters\":{\"rope_type\":\"linear\",\"rope_theta\":1000.0,\"factor\":2.0}}";

	@TempDir
	private Path folder;

	private static Ops ops;

	private static Map<String, Floats> tensors;

	@BeforeAll
	static void load() {
		ops = Ops.on("cpu");
		tensors = CheckpointFiles.llama(ops);
	}

	@AfterAll
	static void close() {
		ops.close();
	}

	@Test
	void shardsLoadAsTheOneFileDoes() throws IOException {
		Path one = CheckpointFiles.single(folder.resolve("one"), tensors, CheckpointFiles.Form.F32);
		Path two = CheckpointFiles.sharded(folder.resolve("two"), tensors);
		assertThat(two.resolve(CheckpointFiles.SINGLE)).doesNotExist();
		assertThat(logits(two)).containsExactly(logits(one));
	}

	/** transformers would keep the file's own matrix beside a configuration that says there is none; here one of the two has to give way. */
	@Test
	void aTiedOutputLayerMayBeInTheFileOnlyAsWhatItIsTiedTo() throws IOException {
		Floats embedding = tensors.get("model.embed_tokens.weight");
		Path bare = tied("bare", CheckpointFiles.with(tensors, HEAD, own -> null));
		assertThat(logits(tied("same", CheckpointFiles.with(tensors, HEAD, own -> embedding)))).containsExactly(logits(bare));
		Path other = tied("other", tensors);
		assertThatThrownBy(() -> logits(other)).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("tie_word_embeddings: got true, beside weights in which lm_head.weight is not model.embed_tokens.weight, need false");
	}

	private Path tied(String name, Map<String, Floats> all) throws IOException {
		Path made = CheckpointFiles.single(folder.resolve(name), all, CheckpointFiles.Form.F32);
		ObjectNode config = Toy.config("llama").deepCopy().asObject();
		Json.write(made.resolve("config.json"), config.put("tie_word_embeddings", true));
		return made;
	}

	@ParameterizedTest
	@EnumSource(value = CheckpointFiles.Form.class, names = { "BF16", "F16" })
	void halvesLoadAsTheFloatsThatTheyAre(CheckpointFiles.Form form) throws IOException {
		Map<String, Floats> kept = new TreeMap<>();
		tensors.forEach((name, tensor) -> kept.put(name, form.kept(tensor)));
		Path halves = CheckpointFiles.single(folder.resolve("halves"), tensors, form);
		assertThat(logits(halves)).containsExactly(logits(CheckpointFiles.single(folder.resolve("floats"), kept, CheckpointFiles.Form.F32)));
		assertThat(logits(halves)).isNotEqualTo(logits(CheckpointFiles.single(folder.resolve("whole"), tensors, CheckpointFiles.Form.F32)));
	}

	@ParameterizedTest
	@ValueSource(strings = { OLD, NEW })
	void linearScalingHalvesEveryPosition(String json) {
		Config config = new Config(Json.tree("config.json", json));
		float[] scaled = RotaryFrequencies.of(config.rope(), config.number("rope_theta", 10_000), 8, 64);
		float[] plain = RotaryFrequencies.of(Json.tree("nothing", "{}"), 1000, 8, 64);
		assertThat(scaled).hasSize(4);
		for (int index = 0; index < scaled.length; index++) {
			for (int position = 0; position < 64; position += 2) {
				assertThat(position * scaled[index]).isEqualTo(position / 2 * plain[index]);
			}
		}
	}

	/** As transformers takes them: the older key first. */
	@Test
	void theOlderKeyOfTwoIsTheOneThatCounts() {
		JsonNode both = Json.tree("config.json", "{\"rope_scaling\":{\"type\":\"linear\",\"factor\":2.0},\"rope_parameters\":{\"rope_type\":\"linear\",\"factor\":4.0}}");
		assertThat(new Config(both).rope().path("factor").asDouble()).isEqualTo(2);
		JsonNode nothing = Json.tree("config.json", "{\"rope_scaling\":null,\"rope_parameters\":{\"rope_type\":\"linear\",\"factor\":4.0}}");
		assertThat(new Config(nothing).rope().path("factor").asDouble()).isEqualTo(4);
	}

	/** MistralConfig's own default is not "none". */
	@ParameterizedTest
	@CsvSource({ "8, 8", "null, 0", "absent, 4096" })
	void mistralHasAWindowUnlessItSaysThatItHasNone(String written, int window) {
		ObjectNode config = Toy.config("mistral").deepCopy().asObject();
		config.remove("sliding_window");
		if (!written.equals("absent")) {
			config.set("sliding_window", Json.tree("value", written));
		}
		assertThat(new Mistral().plan(new Config(config)).window().applyAsInt(0)).isEqualTo(window);
	}

	@Test
	void linearScalingReachesTheModelUnderOldAndNewKeys() throws IOException {
		Path folderOfModel = CheckpointFiles.single(folder, tensors, CheckpointFiles.Form.F32);
		float[] plain = logits(withConfig(folderOfModel, "{\"rope_theta\":1000.0}"));
		float[] old = logits(withConfig(folderOfModel, OLD));
		assertThat(old).isNotEqualTo(plain);
		assertThat(logits(withConfig(folderOfModel, NEW))).containsExactly(old);
	}

	private static Path withConfig(Path folder, String more) throws IOException {
		ObjectNode config = (ObjectNode) Toy.config("llama").deepCopy();
		for (Map.Entry<String, JsonNode> entry : Json.tree("more", more).properties()) {
			config.set(entry.getKey(), entry.getValue());
		}
		Files.delete(folder.resolve("config.json"));
		Json.write(folder.resolve("config.json"), config);
		return folder;
	}

	private static float[] logits(Path folder) {
		try (LanguageModel model = Architectures.load(folder, Adaptation.NONE, ops); NDManager step = ops.newManager()) {
			return model.logits(model.hidden(step, Sequences.of(new long[] { 1, 5, 9, 13, 17, 21 }, new Shape(1, 6)))).toFloatArray();
		}
	}

}
