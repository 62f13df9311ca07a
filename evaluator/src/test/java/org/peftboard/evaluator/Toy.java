package org.peftboard.evaluator;

import java.util.Map;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;

/** Tiny seeded models for tests that need no reference. */
public final class Toy {

	private static final String LLAMA = """
			{"model_type":"llama","hidden_size":32,"intermediate_size":48,"num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":2,
			"vocab_size":64,"max_position_embeddings":64,"tie_word_embeddings":%b}""";

	private Toy() {
	}

	/** A model with random base weights of this seed; what the method adds is of the same seed. */
	public static LanguageModel llama(Ops ops, Adaptation adaptation, long seed, boolean tied) {
		ops.seed(seed);
		Weights weights = Weights.random(0.2);
		return Architectures.build(Json.tree("toy", LLAMA.formatted(tied)), weights, adaptation, ops);
	}

	public static Adaptation adaptation(PeftMethod method, Map<String, Object> settings) {
		return method.configure(new Settings(method.card(), settings));
	}

}
