package org.peftboard.catalog;

import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec.Type;
import org.springframework.context.annotation.Primary;

/**
 * A small catalogue for tests: three methods, one base model, two tasks, one suite. Takes the place of the evaluator's where a test
 * imports it.
 */
@Primary
public final class MiniCatalogue implements CatalogueSource {

	public static final String BOARD = "mini-cpu-r1.0";

	public static final long BASE_PARAMETERS = 2_000_000;

	@Override
	public Catalogue catalogue() {
		return new Catalogue("1.0", List.of(method("none", "No training", "baseline"), method("lora", "LoRA", "reparametrised"),
				method("full", "Full fine-tuning", "baseline")), List.of(baseModel()), List.of(task("greeting"), task("echo")), List.of(),
				List.of(new Catalogue.ProtocolCard("quick", "Quick", "A short run.", Map.of(), List.of())),
				List.of(new Catalogue.SuiteCard("mini", "Mini suite", "Two small tasks.", List.of("greeting", "echo"), "quick",
						"mini-llama")), List.of());
	}

	private static Catalogue.MethodCard method(String id, String title, String family) {
		Catalogue.ParameterSpec rank = new Catalogue.ParameterSpec("rank", "Rank", Type.INTEGER, 1.0, 64.0, List.of(), 8, "Inner size.");
		return new Catalogue.MethodCard(id, title, family, "A method.", "y = W x", null, null, id.equals("lora") ? List.of(rank)
				: List.of(), true, "none", true, List.of());
	}

	private static Catalogue.BaseModelCard baseModel() {
		return new Catalogue.BaseModelCard("mini-llama", "Mini LLaMA", "llama", "A small model.", BASE_PARAMETERS, true, "Apache-2.0",
				Map.of(), Map.of());
	}

	private static Catalogue.TaskCard task(String id) {
		return new Catalogue.TaskCard(id, "v1", id, "generation", "A task.", Map.of("test", 10), List.of(), "exact-match",
				List.of("exact-match"), 32, 8, "a → b", 0, "Apache-2.0", "made here", null);
	}

}
