package org.peftboard.evaluator.run;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;

/**
 * Some training steps and tokens on a toy model, before anything is measured: what the engine and the JVM load and compile at first use then counts as base
 * process and not as training.
 */
final class WarmUp {

	private static final int STEPS = 30;

	private static final String TOY = """
			{"model_type":"llama","hidden_size":32,"intermediate_size":48,"num_hidden_layers":2,"num_attention_heads":2,"num_key_value_heads":1,
			"vocab_size":64,"max_position_embeddings":64,"tie_word_embeddings":true}""";

	private static final SpecialTokens SPECIAL = new SpecialTokens(new int[] { 1 }, new int[0], 2, Set.of(2), 0);

	private WarmUp() {
	}

	static void run(Ops ops) {
		for (PeftMethod method : List.of(Methods.REGISTRY.get("full-fine-tuning"), Methods.REGISTRY.get("lora"))) {
			try (LanguageModel model = Architectures.build(Json.tree("toy", TOY), Weights.random(0.1),
					method.configure(new Settings(method.card(), Map.of())), ops)) {
				train(model);
				new GreedyDecoder(model, SPECIAL, STEPS, () -> false).decode(List.of(new int[] { 3, 4, 5 }, new int[] { 6, 7 }));
			}
		}
	}

	private static void train(LanguageModel model) {
		TokenBatch batch = TokenBatch.of(List.of(new TokenBatch.Row(new int[] { 1, 5, 6, 7, 2 }, 2), new TokenBatch.Row(new int[] { 1, 8, 2 }, 1)), 0);
		try (Trainer trainer = new Trainer(model, Protocol.Optimization.PLAIN)) {
			for (int step = 0; step < STEPS; step++) {
				trainer.step(batch, 1e-3);
			}
		}
	}

}
