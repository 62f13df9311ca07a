package org.peftboard.evaluator.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.contract.Result.Arithmetic;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.Shapes;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FlopCountTest {

	private static final JsonNode LLAMA_8B = Shapes.REGISTRY.get("llama-3-8b").config();

	private static Arithmetic of(JsonNode config, String method, Map<String, Object> settings) {
		PeftMethod found = Methods.REGISTRY.get(method);
		return FlopCount.of(config, found, new Settings(found.card(), settings));
	}

	/** 32 layers of 218,103,808 multiply–adds in linear layers, 2 · 512 · 4096 in attention, and 4096 · 128,256 in the output layer; counted by hand. */
	@Test
	void countsLlama8bByHand() {
		double linears = 32 * (4096.0 * 4096 * 2 + 4096.0 * 1024 * 2 + 3 * 4096.0 * 14336);
		double perToken = 2 * (linears + 32 * 2.0 * 512 * 4096 + 4096.0 * 128256);
		Arithmetic base = of(LLAMA_8B, "none", Map.of());
		assertThat(base.baseFlopsPerToken()).isEqualTo(perToken);
		assertThat(base.baseFlops512()).isEqualTo(512 * perToken);
		assertThat(base.addedFlopsPerToken()).isZero();
		assertThat(base.addedFlops512()).isZero();
	}

	/** The published settings of PEFT-Bench: 2 · 14,680,064 a token, 0.015 TFLOP in 512. */
	@Test
	void loraAddsTwiceItsParameters() {
		Map<String, Object> settings = Map.of("rank", 16, "targetModules", List.of("attention-key", "attention-value", "mlp-down"));
		Arithmetic lora = of(LLAMA_8B, "lora", settings);
		assertThat(lora.addedFlopsPerToken()).isEqualTo(2 * 14_680_064.0);
		assertThat(lora.addedFlops512()).isEqualTo(512 * 2 * 14_680_064.0);
	}

	/** A hundred virtual tokens lengthen 512 to 612; the output layer does not score them. */
	@Test
	void promptTuningLengthensThePass() {
		Arithmetic prompt = of(LLAMA_8B, "prompt-tuning", Map.of("virtualTokens", 100));
		double linears = 32 * (4096.0 * 4096 * 2 + 4096.0 * 1024 * 2 + 3 * 4096.0 * 14336);
		assertThat(prompt.addedFlops512()).isEqualTo(2 * (100 * linears + 2 * (612.0 * 612 - 512 * 512) * 32 * 4096), within(1e6));
		assertThat(prompt.addedFlopsPerToken()).isEqualTo(2 * 2.0 * 100 * 32 * 4096);
	}

	@Test
	void prefixesAreLookedAtInEveryLayer() {
		assertThat(of(LLAMA_8B, "prefix-tuning", Map.of("virtualTokens", 32)).addedFlopsPerToken()).isEqualTo(2 * 2.0 * 32 * 32 * 4096);
	}

	/** GPT-2's fused projection stands in a blueprint beside its three parts and counts once. */
	@Test
	void countsAFusedProjectionOnce() {
		JsonNode gpt2 = Shapes.REGISTRY.get("gpt2").config();
		assertThat(of(gpt2, "none", Map.of()).baseFlopsPerToken()).isEqualTo(2 * (12 * (12.0 * 768 * 768 + 2 * 512 * 768) + 768.0 * 50257));
	}

	/** Keys and values over the source are made once for the source, not for each generated token. */
	@Test
	void anEncoderReadsItsSourceOnce() {
		JsonNode t5 = Toy.config("t5");
		double perLayer = 4 * 32.0 * 48 + 2 * 32.0 * 48 + 2 * 32.0 * 48; // self: q k v o, cross: q o, feed-forward: up down
		assertThat(of(t5, "none", Map.of()).baseFlopsPerToken()).isEqualTo(2 * (2 * perLayer + 2 * 512 * 2 * (48 + 48) + 32 * 64));
	}

	static List<String> methods() {
		return Methods.REGISTRY.ids().stream().toList();
	}

	/** BitFit adds to what is there and trainable tokens replace rows: no multiplications. */
	@ParameterizedTest
	@MethodSource("methods")
	void whatAddsParametersAddsWork(String method) {
		PeftMethod found = Methods.REGISTRY.get(method);
		Settings settings = new Settings(found.card(), method.equals("trainable-tokens") ? Map.of("firstToken", 1, "tokens", 2) : Map.of());
		JsonNode config = Shapes.REGISTRY.get("gpt2").config();
		boolean adds = !method.equals("none") && Architectures.count(config, found.configure(settings)).parameters().addedCount() > 0;
		boolean free = method.equals("bitfit") || method.equals("trainable-tokens");
		assertThat(FlopCount.of(config, found, settings).addedFlops512() > 0).isEqualTo(adds && !free);
	}

	@ParameterizedTest
	@CsvSource({ "houlsby, 2 * 2 * 2 * 768 * 48 * 12", "pfeiffer, 2 * 2 * 768 * 48 * 12" })
	void adaptersAddTheirMatrices(String method, String product) {
		double expected = Arrays.stream(product.split(" \\* ")).mapToDouble(Double::parseDouble).reduce(1, (a, b) -> a * b);
		assertThat(of(Shapes.REGISTRY.get("gpt2").config(), method, Map.of()).addedFlopsPerToken()).isEqualTo(expected);
	}

}
