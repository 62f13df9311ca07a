package org.peftboard.evaluator.adapter;

import java.util.Set;

import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.hub.Safetensors;

/**
 * Hugging Face PEFT saves trained tokens once for every module that shares the embedding's matrix: the tied output layer, the embeddings of an encoder and of a
 * decoder. Here they are one parameter, so the others have to be copies of it.
 */
final class TokenCopies {

	private static final String DELTA = ".trainable_tokens_delta";

	private TokenCopies() {
	}

	/** Whether a tensor of a file is a further one of trained tokens, beside that of the method's parameters. */
	static boolean isOne(String name, Set<String> parameters) {
		return name.endsWith(DELTA) && !parameters.contains(name) && parameters.stream().anyMatch(parameter -> parameter.endsWith(DELTA));
	}

	/** @throws Problem.Refused where not all trained tokens of the file are the same, byte for byte */
	static void requireCopy(Safetensors tensors, String key) {
		for (String other : tensors.names()) {
			if (other.endsWith(DELTA) && !tensors.bytes(other).equals(tensors.bytes(key))) {
				throw new Problem.Refused("adapter tensor '" + key + "'", "other numbers than '" + other + "'", "a copy of it: the base model has one embedding for both");
			}
		}
	}

}
