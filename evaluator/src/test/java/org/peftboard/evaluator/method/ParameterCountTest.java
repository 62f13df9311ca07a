package org.peftboard.evaluator.method;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftboard.evaluator.adapter.Fit;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Counted;
import org.peftboard.evaluator.model.Shapes;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Trainable parameters that others published, from the shape alone; {@code param-counts.json} names the source of each. */
class ParameterCountTest {

	private static final Map<String, String> SHAPES = Map.ofEntries(Map.entry("Llama-3.2-3B", "llama-3.2-3b"), Map.entry("Llama-3-8B", "llama-3-8b"),
			Map.entry("Qwen2.5-3B", "qwen2.5-3b"), Map.entry("Llama-3.2-1B", "llama-3.2-1b"), Map.entry("flan-t5-large", "t5-v1.1-large"),
			Map.entry("bert-base", "bert-base-cased"), Map.entry("t5-large / flan", "t5-large"));

	private static final Map<String, List<String>> KINDS = Map.ofEntries(Map.entry("q_proj", List.of("attention-query")),
			Map.entry("k_proj", List.of("attention-key")), Map.entry("v_proj", List.of("attention-value")), Map.entry("q", List.of("attention-query")),
			Map.entry("v", List.of("attention-value")), Map.entry("gate_proj", List.of("mlp-gate")), Map.entry("up_proj", List.of("mlp-up")),
			Map.entry("down_proj", List.of("mlp-down")), Map.entry("c_attn", List.of("attention-qkv")));

	private static final List<String> ALL_LINEAR = List.of("attention-query", "attention-key", "attention-value", "attention-output", "mlp-gate", "mlp-up",
			"mlp-down");

	/** the block norms and the last one, which is what the reference trains by default */
	private static final List<String> NORMS = List.of("attention-norm", "mlp-norm", "final-norm");

	static Stream<Arguments> published() {
		JsonNode cases = Json.tree("param-counts.json", text()).path("cases");
		return StreamSupport.stream(cases.spliterator(), false)
			.map(one -> Arguments.of(one.path("model").asString(), one.path("method").asString(), one.path("config"), one.path("trainable_params").asLong()));
	}

	private static String text() {
		try (var in = ParameterCountTest.class.getResourceAsStream("param-counts.json")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	@ParameterizedTest(name = "{1} on {0}")
	@MethodSource("published")
	void countsWhatWasPublished(String model, String method, JsonNode config, long trainable) {
		assertThat(count(model, method, config)).isEqualTo(trainable);
	}

	@Test
	void knowsAllPublishedCases() {
		assertThat(published().count()).isEqualTo(41);
	}

	private static long count(String model, String method, JsonNode config) {
		if (model.equals("SmallModel")) {
			return oneLinearLayer(config.path("r").asInt());
		}
		if (model.equals("litgpt tiny")) {
			return counted(Json.tree("tiny", "{\"model_type\":\"gpt2\",\"n_embd\":8,\"n_layer\":2,\"n_head\":4,\"n_positions\":16,\"vocab_size\":100}"), "lora",
					Map.of("rank", 8)).parameters().trainableCount();
		}
		return trainable(SHAPES.getOrDefault(model, model), method(method), settings(method, config));
	}

	private static String method(String published) {
		return switch (published) {
			case "LoRA", "LoRA-FA" -> "lora";
			case "p-tuning MLP", "p-tuning" -> "p-tuning";
			case "full" -> "full-fine-tuning";
			case "prefix tuning + 2-class head" -> "prefix-tuning";
			case "BitFit (new bias on q_proj and v_proj)" -> "bitfit";
			default -> published.toLowerCase(Locale.ROOT).replace(' ', '-');
		};
	}

	private static Map<String, Object> settings(String method, JsonNode config) {
		Map<String, Object> settings = new HashMap<>();
		copy(config, "r", settings, "rank");
		copy(config, "num_virtual_tokens", settings, "virtualTokens");
		copy(config, "encoder_hidden_size", settings, "encoderHiddenSize");
		copy(config, "tokens", settings, "tokens");
		if (config.has("target")) {
			settings.put("targetModules", kinds(config.path("target")));
		}
		switch (method) {
			case "LoRA-FA" -> settings.put("freezeA", true);
			case "LN tuning" -> settings.put("norms", NORMS);
			case "IA3" -> settings.put("feedforwardModules", config.path("feedforward").isArray() ? kinds(config.path("feedforward")) : List.of());
			case "p-tuning" -> settings.put("encoder", "lstm");
			case "prefix tuning" -> settings.put("projection", config.path("prefix_projection").asBoolean(false));
			default -> {
			}
		}
		return settings;
	}

	private static void copy(JsonNode config, String key, Map<String, Object> settings, String parameter) {
		if (config.has(key)) {
			settings.put(parameter, config.path(key).asInt());
		}
	}

	private static List<String> kinds(JsonNode target) {
		if (!target.isArray()) {
			return ALL_LINEAR;
		}
		List<String> kinds = new ArrayList<>();
		target.forEach(name -> kinds.addAll(KINDS.get(name.asString())));
		return kinds;
	}

	private static long oneLinearLayer(int rank) {
		Parameters parameters = Parameters.blueprint();
		PeftMethod lora = Methods.REGISTRY.get("lora");
		Adaptation adaptation = lora.configure(new Settings(lora.card(), Map.of("rank", rank)));
		adaptation.attach(new Blueprint(10, List.of(), List.of(), Map.of()), parameters)
			.linear(Site.in(0, Site.Kind.ATTENTION_QUERY, "linear"), new Dense(parameters, new Parameter("linear.weight", new Shape(10, 10), null), null));
		return parameters.trainableCount();
	}

	/** The counts of the authors' notebook (December 2023); UniPELT's are printed to seven digits. */
	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', textBlock = """
			full-fine-tuning        | 0 | 737668096 | -         | -
			houlsby                 | 0 | 12687360  | 12687360  | 12687360
			pfeiffer                | 0 | 6343680   | 6343680   | 6343680
			scaled-parallel-adapter | 0 | 50405424  | 50405424  | 50405424
			ln-tuning               | 0 | 124928    | 124928    | 124928
			lora                    | 0 | 2359296   | 5898240   | 20054016
			lora                    | 1 | 8650752   | 25165824  | 91226112
			lokr                    | 0 | 221184    | 405504    | 774144
			compacter               | 0 | 304192    | 304192    | 304192
			compacter-plus-plus     | 0 | 152128    | 152128    | 152128
			ia3                     | 0 | 344064    | 1376256   | 5505024
			mam                     | 0 | 171069792 | 525406560 | 1942753632
			prefix-tuning           | 0 | 77311488  | 304246272 | 1211985408
			prefix-tuning           | 1 | 4423680   | 17694720  | 70778880
			unipelt                 | 0 | 86223624  | 316697352 | 1238592264
			prompt-tuning           | 0 | 20480     | 20480     | 20480""")
	void countsWhatLialinAndOthersCounted(String method, int preset, String large, String three, String eleven) {
		Map<String, Object> settings = preset(method, "Lialin et al.", preset);
		Map<String, String> expected = Map.of("t5-large", large, "t5-3b", three, "t5-11b", eleven);
		expected.forEach((shape, count) -> {
			if (!count.equals("-")) {
				assertThat(trainable(shape, method, settings)).as("%s on %s", method, shape).isEqualTo(Long.parseLong(count));
			}
		});
	}

	/** PEFT-Bench on Llama 3 8B, by the presets of that name. */
	@ParameterizedTest(name = "{0}")
	@CsvSource({ "lora,14680064", "ia3,196608", "ln-tuning,266240", "prompt-tuning,409600", "p-tuning,53130752", "prefix-tuning,34177536", "bitfit,163840" })
	void countsWhatPeftBenchCounted(String method, long trainable) {
		Map<String, Object> settings = preset(method, "PEFT-Bench", 0);
		assertThat(trainable("llama-3-8b", method, settings)).isEqualTo(trainable);
	}

	@Test
	void countsEveryShapeAsItsSourceDoes() {
		for (Shapes.NamedShape shape : Shapes.REGISTRY.all()) {
			long count = Architectures.count(shape.config(), Adaptation.NONE).baseCount();
			System.out.printf("shape %s: %,d parameters%s%n", shape.id(), count, shape.publishedParameters() == null ? "" : ", as published");
			if (shape.publishedParameters() != null) {
				assertThat(count).as(shape.id()).isEqualTo(shape.publishedParameters());
			}
		}
	}

	/** What is thrown away after training is not stored, what is frozen beside it is. */
	@ParameterizedTest(name = "{0}")
	@CsvSource({ "p-tuning,409600", "prefix-tuning,2097152", "lora,14680064" })
	void tellsStoredFromTrainable(String method, long stored) {
		Map<String, Object> settings = preset(method, "PEFT-Bench", 0);
		MethodSetting complete = SettingsCheck.complete(Methods.REGISTRY.get(method).card(), new MethodSetting(method, settings));
		assertThat(Fit.of(Shapes.REGISTRY.get("llama-3-8b").config(), complete).storedParameters()).isEqualTo(stored);
	}

	@Test
	void countsElevenBillionParametersInMilliseconds() {
		trainable("t5-11b", "lora", Map.of());
		long start = System.nanoTime();
		trainable("t5-11b", "lora", Map.of());
		long millis = (System.nanoTime() - start) / 1_000_000;
		System.out.printf("counting LoRA on T5-11B: %d ms%n", millis);
		assertThat(millis).isLessThan(200);
	}

	@Test
	void everyPresetIsInsideItsMethodsBounds() {
		Methods.REGISTRY.all()
			.forEach(method -> method.card()
				.presets()
				.forEach(preset -> assertThat(SettingsCheck.problems(method.card(), preset.settings())).as("%s of %s", preset, method.id()).isEmpty()));
	}

	/** @param index among the presets of that source */
	private static Map<String, Object> preset(String method, String source, int index) {
		return Methods.REGISTRY.get(method).card().presets().stream().filter(one -> one.source().equals(source)).skip(index).findFirst().orElseThrow().settings();
	}

	private static long trainable(String shape, String method, Map<String, Object> settings) {
		return counted(Shapes.REGISTRY.get(shape).config(), method, settings).parameters().trainableCount();
	}

	private static Counted counted(JsonNode config, String id, Map<String, Object> settings) {
		PeftMethod method = Methods.REGISTRY.get(id);
		return Architectures.count(config, method.configure(new Settings(method.card(), SettingsCheck.complete(method.card(), new MethodSetting(id, settings)).settings())));
	}

}
