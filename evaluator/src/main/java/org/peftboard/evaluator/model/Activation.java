package org.peftboard.evaluator.model;

import java.util.Arrays;

import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;

/** Non-linearities of feed-forwards, under the names that Hugging Face configurations use. */
enum Activation {

	/** x · σ(x) */
	SILU("silu", "silu", "swish"),
	/** max(x, 0) */
	RELU("relu", "relu"),
	/** x · Φ(x) */
	GELU("gelu", "gelu"),
	/** 0.5 x (1 + tanh(√(2/π)(x + 0.044715 x³))) */
	GELU_TANH("gelu_tanh", "gelu_new", "gelu_pytorch_tanh", "gelu_fast");

	private final String operation;

	private final String[] names;

	Activation(String operation, String... names) {
		this.operation = operation;
		this.names = names;
	}

	/** @throws Problem.Refused for a name that is not known */
	static Activation of(String key, String name) {
		return Arrays.stream(values())
			.filter(activation -> Arrays.asList(activation.names).contains(name))
			.findFirst()
			.orElseThrow(() -> new Problem.Refused("config.json: " + key, "'" + name + "'",
					Suggestion.oneOf(name, Arrays.stream(values()).flatMap(activation -> Arrays.stream(activation.names)).toList())));
	}

	/** operation of {@code ops.py}: x → a(x) */
	String operation() {
		return operation;
	}

	/** operation of {@code ops.py}: gate, up → a(gate) · up */
	String gatedOperation() {
		return "gated_" + operation;
	}

}
