package org.peftboard.evaluation;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.CatalogueSource;
import org.peftboard.evaluator.contract.Catalogue;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec.Type;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The catalogue of {@link StandInEvaluator}: LoRA, the untouched base model, and a method whose settings say how the stand-in is to behave. */
@TestConfiguration(proxyBeanMethods = false)
public class StandInCatalogue {

	static final String BOARD = "mini-cpu-r1.0";

	static final String RULES = "1.0";

	@Bean
	@Primary
	CatalogueSource standInCatalogueSource() {
		return StandInCatalogue::catalogue;
	}

	static Catalogue catalogue() {
		return new Catalogue(RULES, List.of(none(), lora(), behaving()), List.of(baseModel()), List.of(task("greeting"), task("echo")), List.of(),
				List.of(new Catalogue.ProtocolCard("quick", "Quick", "Forty steps.", Map.of("seeds", List.of(7)), List.of())),
				List.of(new Catalogue.SuiteCard("mini", "Mini suite", "Two small tasks.", List.of("greeting", "echo"), "quick", "mini-llama")), List.of());
	}

	private static Catalogue.MethodCard none() {
		return new Catalogue.MethodCard("none", "No training", "baseline", "The base model as it is.", "", null, null, List.of(), false, "none", true, List.of());
	}

	private static Catalogue.MethodCard lora() {
		List<String> modules = List.of("attention-query", "attention-key", "attention-value", "attention-output", "mlp-gate", "mlp-up", "mlp-down");
		return new Catalogue.MethodCard("lora", "LoRA", "reparametrised", "Learns a low-rank update.", "y = W x + (alpha / r) · B A x", "Hu et al., 2021",
				"https://arxiv.org/abs/2106.09685",
				List.of(spec("rank", "Rank", Type.INTEGER, 1.0, 512.0, List.of(), 8), spec("alpha", "Alpha", Type.NUMBER, 0.001, 4096.0, List.of(), 16.0),
						spec("dropout", "Dropout", Type.NUMBER, 0.0, 0.9, List.of(), 0.0),
						spec("targetModules", "Target modules", Type.CHOICES, null, null, modules, List.of("attention-query", "attention-value")),
						spec("learningRate", "Learning rate", Type.NUMBER, 1e-7, 1.0, List.of(), 0.005)),
				true, "LORA", true, List.of());
	}

	private static Catalogue.MethodCard behaving() {
		List<String> behaviours = List.of("finish", "refuse", "diverge", "crash", "crash-once", "hang", "hang-training", "hang-evaluating", "hang-measuring", "talk", "suspect", "answer-another-request");
		return new Catalogue.MethodCard("behaving", "Behaving", "selective", "Does as it is told.", "", null, null,
				List.of(spec("behaviour", "Behaviour", Type.CHOICE, null, null, behaviours, "finish"),
						// long enough for a test to be in the middle of
						spec("seconds", "Seconds", Type.NUMBER, 0.0, 600.0, List.of(), 6.0),
						spec("loudly", "Loudly", Type.BOOLEAN, null, null, List.of(), false)),
				false, "none", true, List.of());
	}

	private static ParameterSpec spec(String name, String title, Type type, @Nullable Double least, @Nullable Double greatest, List<String> choices,
			Object value) {
		return new ParameterSpec(name, title, type, least, greatest, choices, value, title + " of the method.");
	}

	private static Catalogue.BaseModelCard baseModel() {
		return new Catalogue.BaseModelCard("mini-llama", "Mini LLaMA", "llama", "A small model.", 2_000_000, true, "Apache-2.0", Map.of(), Map.of());
	}

	private static Catalogue.TaskCard task(String id) {
		return new Catalogue.TaskCard(id, "v1", id, "generation", "A task.", Map.of("test", 10), List.of(), "exact-match", List.of("exact-match"), 32,
				8, "a → b", 0, "Apache-2.0", "made here", null);
	}

}
