package org.peftboard.evaluator.model;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.adapter.HfPeftConfig;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.hub.Safetensors.Floats;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.model.CheckpointFiles.Form;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is wrong with a checkpoint or an adapter is said with file, tensor, what was found and what is needed; nothing is loaded by half and nothing stays. */
class CheckpointErrorsTest {

	private static final String KEY = "model.layers.1.self_attn.k_proj.weight";

	private static final String LORA_KEY = "base_model.model.model.layers.1.self_attn.q_proj.lora_B.weight";

	@TempDir
	private Path folder;

	private static Ops ops;

	private static Map<String, Floats> tensors;

	private static Map<String, Floats> adapter;

	@BeforeAll
	static void load() {
		ops = Ops.on("cpu");
		tensors = CheckpointFiles.llama(ops);
		adapter = new TreeMap<>();
		try (LanguageModel model = Toy.llama(ops, lora(), 3, false)) {
			model.parameters().byName().forEach((name, parameter) -> adapter.put("base_model.model." + name, ones(parameter)));
		}
	}

	@AfterAll
	static void close() {
		ops.close();
	}

	private static Adaptation lora() {
		return Toy.adaptation(Methods.REGISTRY.get("lora"), Map.of());
	}

	private static Floats ones(Parameter parameter) {
		float[] values = new float[(int) parameter.size()];
		Arrays.fill(values, 1);
		return new Floats(values, parameter.shape().getShape());
	}

	/** Spoils a folder. */
	@FunctionalInterface
	private interface Spoil {

		void spoil(Path folder) throws IOException;

	}

	/** A folder that is broken in one way, and what must be said of it. */
	private record Broken(String what, Spoil make, String... says) {

		@Override
		public String toString() {
			return what;
		}

	}

	static Stream<Broken> checkpoints() {
		return Stream.of(
				new Broken("a tensor of another shape in a shard",
						at -> CheckpointFiles.sharded(at, CheckpointFiles.with(tensors, KEY, CheckpointErrorsTest::shorter)), shardOf(KEY), KEY,
						"got [15, 32]", "need [16, 32]", "config.json"),
				new Broken("a matrix with its sides swapped", at -> single(at, KEY, tensor -> new Floats(tensor.values(), new long[] { 32, 16 })),
						CheckpointFiles.SINGLE, KEY, "got [32, 16]", "need [16, 32]"),
				new Broken("a shard that is not there", at -> Files.delete(CheckpointFiles.sharded(at, tensors).resolve(CheckpointFiles.SHARDS.get(1))),
						CheckpointFiles.SHARDS.get(1), "exists"),
				new Broken("no weights at all", at -> Files.delete(CheckpointFiles.single(at, tensors, Form.F32).resolve(CheckpointFiles.SINGLE)),
						CheckpointFiles.SINGLE, "exists"),
				new Broken("an index without a map", CheckpointErrorsTest::withoutMap, CheckpointFiles.INDEX, "weight_map"),
				new Broken("a tensor that is not there", at -> single(at, KEY, tensor -> null), KEY, "got nothing", "[16, 32]"),
				new Broken("whole numbers", at -> CheckpointFiles.single(at, tensors, Form.I32), CheckpointFiles.SINGLE, "tensor '", "type I32",
						"F32, F16 or BF16"),
				new Broken("a file that is cut short", CheckpointErrorsTest::cut, CheckpointFiles.SINGLE, "cut short", "tensor '"),
				new Broken("an unknown architecture", at -> config(at, "model_type", "lama"), "model_type", "'lama'", "Did you mean 'llama'?"),
				new Broken("an unknown scaling", at -> config(at, "rope_scaling", Map.of("rope_type", "liner", "factor", 2)), "config.json", "rope_type",
						"'liner'", "Did you mean 'linear'?"),
				new Broken("a scaling without its factor", at -> config(at, "rope_parameters", Map.of("rope_type", "linear")), "config.json", "factor",
						"got nothing", "a number"),
				new Broken("no configuration", at -> Files.delete(CheckpointFiles.single(at, tensors, Form.F32).resolve("config.json")), "config.json"));
	}

	private static String shardOf(String name) {
		return CheckpointFiles.SHARDS.get(List.copyOf(tensors.keySet()).indexOf(name) % 2);
	}

	private static Floats shorter(Floats tensor) {
		int width = (int) tensor.shape()[1];
		return new Floats(Arrays.copyOf(tensor.values(), tensor.values().length - width), new long[] { tensor.shape()[0] - 1, width });
	}

	private static void single(Path folder, String name, UnaryOperator<Floats> change) throws IOException {
		CheckpointFiles.single(folder, CheckpointFiles.with(tensors, name, change), Form.F32);
	}

	private static void withoutMap(Path folder) throws IOException {
		Path index = CheckpointFiles.sharded(folder, tensors).resolve(CheckpointFiles.INDEX);
		Files.writeString(index, "{\"metadata\":{}}");
	}

	private static void cut(Path folder) throws IOException {
		Path file = CheckpointFiles.single(folder, tensors, Form.F32).resolve(CheckpointFiles.SINGLE);
		byte[] whole = Files.readAllBytes(file);
		Files.write(file, Arrays.copyOf(whole, whole.length - 100));
	}

	private static void config(Path folder, String key, Object value) throws IOException {
		Path file = CheckpointFiles.single(folder, tensors, Form.F32).resolve("config.json");
		Map<String, Object> config = new HashMap<>();
		Toy.config("llama").properties().forEach(entry -> config.put(entry.getKey(), entry.getValue()));
		config.put(key, value);
		Files.writeString(file, Json.line(config));
	}

	@ParameterizedTest
	@MethodSource("checkpoints")
	void saysWhatIsWrongWithACheckpointAndKeepsNothing(Broken broken) throws Exception {
		Path inner = folder.resolve("a-folder-whose-name-is-as-long-as-those-of-caches-with-a-checksum-of-forty-letters-in-them");
		broken.make().spoil(Files.createDirectories(inner));
		assertThatThrownBy(() -> Architectures.load(inner, lora(), ops)).isInstanceOf(Problem.Refused.class).hasMessageContainingAll(broken.says());
		int held = held();
		assertThatThrownBy(() -> Architectures.load(inner, lora(), ops)).isInstanceOf(Problem.Refused.class);
		assertThat(held()).isEqualTo(held);
	}

	static Stream<Broken> adapters() {
		return Stream.of(
				new Broken("a tensor of another shape", at -> write(at, CheckpointFiles.with(adapter, LORA_KEY, CheckpointErrorsTest::shorter), Form.F32),
						LORA_KEY, "got [31, 8]", "need [32, 8]", "settings"),
				new Broken("a tensor that is not there", at -> write(at, CheckpointFiles.with(adapter, LORA_KEY, tensor -> null), Form.F32),
						"model.layers.1.self_attn.q_proj.lora_B.weight", "no tensor"),
				new Broken("a tensor too many", at -> write(at, more("base_model.model.model.layers.9.self_attn.q_proj.lora_B.weight"), Form.F32),
						"layers.9.self_attn.q_proj.lora_B.weight", "does not have"),
				new Broken("whole numbers", at -> write(at, adapter, Form.I32), "tensor '", "type I32"),
				new Broken("a file that is cut short", at -> Files.write(at.resolve(AdapterFolder.WEIGHTS), new byte[] { 80, 0, 0 }), "3 bytes"),
				new Broken("no file", at -> Files.createDirectories(at), "exists"));
	}

	private static void write(Path folder, Map<String, Floats> content, Form form) throws IOException {
		CheckpointFiles.write(folder.resolve(AdapterFolder.WEIGHTS), content, form);
	}

	private static Map<String, Floats> more(String name) {
		Map<String, Floats> more = new TreeMap<>(adapter);
		more.put(name, adapter.get(LORA_KEY));
		return more;
	}

	@ParameterizedTest
	@MethodSource("adapters")
	void saysWhatIsWrongWithAnAdapterAndLeavesTheModelAsItWas(Broken broken) throws Exception {
		broken.make().spoil(folder);
		Path file = folder.resolve(AdapterFolder.WEIGHTS);
		try (LanguageModel model = Toy.llama(ops, lora(), 3, false)) {
			Map<String, float[]> before = values(model);
			assertThatThrownBy(() -> AdapterFolder.readWeights(file, model)).isInstanceOf(Problem.Refused.class)
				.hasMessageContainingAll(broken.says())
				.hasMessageContaining(AdapterFolder.WEIGHTS);
			values(model).forEach((name, now) -> assertThat(now).as(name).containsExactly(before.get(name)));
			int held = held();
			assertThatThrownBy(() -> AdapterFolder.readWeights(file, model)).isInstanceOf(Problem.Refused.class);
			assertThat(held()).isEqualTo(held);
		}
	}

	@Test
	void readsTheAdapterThatIsWhole() throws IOException {
		write(folder, adapter, Form.F32);
		try (LanguageModel model = Toy.llama(ops, lora(), 3, false)) {
			AdapterFolder.readWeights(folder.resolve(AdapterFolder.WEIGHTS), model);
			values(model).forEach((name, now) -> assertThat(now).as(name).containsOnly(1f));
		}
	}

	private static Map<String, float[]> values(LanguageModel model) {
		Map<String, float[]> values = new TreeMap<>();
		model.parameters().byName().forEach((name, parameter) -> values.put(name, parameter.array().toFloatArray()));
		return values;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"{'peft_type':'LORRA'} | adapter_config.json: peft_type: got 'LORRA' | Did you mean 'LORA'?",
			"{'r':8} | adapter_config.json: peft_type: got '' | LORA",
			"{'peft_type':'LORA','target_modules':'.*q_proj'} | adapter_config.json: target_modules: got \".*q_proj\" | regular expression",
			"{'peft_type':'LORA','target_modules':['c_attn']} | target_modules: got 'c_attn' | q_proj",
			"{'peft_type':'LORA','target_modules':['q_prj']} | target_modules: got 'q_prj' | Did you mean 'q_proj'?",
			"{'peft_type':'LORA','target_modules':[]} | target_modules: got [] | at least one",
			"{'peft_type':'LORA','rnk':4} | adapter_config.json: rnk: got an unknown key | r",
			"{'peft_type':'LORA','modules_to_save':['lm_head']} | modules_to_save: got [\"lm_head\"] | not supported",
			"{'peft_type':'OFT','r':4,'oft_block_size':0} | oft_block_size: got 0 | side of the blocks" })
	void saysWhatIsWrongWithAnAdaptersConfiguration(String json, String found, String need) {
		assertThatThrownBy(() -> HfPeftConfig.read(json.replace('\'', '"'), "llama")).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining(found)
			.hasMessageContaining(need);
	}

	@Test
	void saysWhichTargetsAnArchitectureLacks() throws Exception {
		Adaptation gate = Toy.adaptation(Methods.REGISTRY.get("lora"), Map.of("targetModules", List.of("mlp-gate")));
		assertRefusedTwice(() -> Architectures.build(Toy.config("gpt2"), Weights.random(0.1), gate, ops), "method", "nothing to train in gpt2", "mlp-up");
	}

	@Test
	void saysWhichWidthAnOftBlockMustDivide() throws Exception {
		Adaptation oft = Toy.adaptation(Methods.REGISTRY.get("oft"), Map.of("blockSize", 7));
		assertRefusedTwice(() -> Architectures.build(Toy.config("llama"), Weights.random(0.1), oft, ops), "blockSize: got 7", "32",
				"model.layers.0.self_attn.q_proj");
	}

	private static void assertRefusedTwice(ThrowingCallable load, String... says) throws Exception {
		assertThatThrownBy(load).isInstanceOf(Problem.Refused.class).hasMessageContainingAll(says);
		int held = held();
		assertThatThrownBy(load).isInstanceOf(Problem.Refused.class);
		assertThat(held()).isEqualTo(held);
	}

	/** Resources that the engine's own manager holds: every model's manager is one until it is closed. */
	private static int held() throws ReflectiveOperationException {
		try (NDManager child = ops.newManager()) {
			Field resources = BaseNDManager.class.getDeclaredField("resources");
			resources.setAccessible(true);
			return ((Map<?, ?>) resources.get(child.getParentManager())).size();
		}
	}

	@Test
	void seesAModelThatStaysOpen() throws Exception {
		int held = held();
		try (LanguageModel model = Toy.llama(ops, lora(), 3, false)) {
			assertThat(held()).isGreaterThan(held);
		}
		assertThat(held()).isEqualTo(held);
	}

}
