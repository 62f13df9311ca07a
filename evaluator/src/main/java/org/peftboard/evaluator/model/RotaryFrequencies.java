package org.peftboard.evaluator.model;

import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;
import tools.jackson.databind.JsonNode;

import java.util.List;

/**
 * Rotary frequencies θ^(−2i/D), i = 0 … D/2 − 1, under a checkpoint's scaling.
 *
 * <p>{@code default}: as they are. {@code linear}: all divided by {@code factor}. {@code llama3}: wavelengths 2π/f above
 * original ÷ low_freq_factor are divided by {@code factor}, those below original ÷ high_freq_factor stay, those between are blended.
 *
 * <p>Source: {@code rope_parameters} and {@code rope_scaling} of Hugging Face's {@code config.json}; Llama 3.1's scaling.
 */
final class RotaryFrequencies {

	private static final List<String> KNOWN = List.of("default", "linear", "llama3");

	private RotaryFrequencies() {
	}

	/**
	 * Frequencies of a model.
	 *
	 * @param scaling {@code rope_parameters} or {@code rope_scaling}; a missing or null node is the default
	 * @param theta   used where the scaling does not say
	 * @throws Problem.Refused for a scaling that is not known
	 */
	static float[] of(JsonNode scaling, double theta, int headWidth, int maxPositions) {
		String type = scaling.path("rope_type").asString(scaling.path("type").asString("default"));
		float[] plain = plain(scaling.path("rope_theta").asDouble(theta), headWidth);
		return switch (type) {
			case "default" -> plain;
			case "linear" -> divided(plain, number(scaling, "factor"));
			case "llama3" -> llama3(plain, scaling, maxPositions);
			default -> throw new Problem.Refused("config.json: rope_type", "'" + type + "'", Suggestion.oneOf(type, KNOWN));
		};
	}

	private static float[] plain(double theta, int headWidth) {
		float[] frequencies = new float[headWidth / 2];
		for (int index = 0; index < frequencies.length; index++) {
			frequencies[index] = (float) (1.0 / (float) Math.pow(theta, 2.0 * index / headWidth));
		}
		return frequencies;
	}

	private static float[] divided(float[] frequencies, double factor) {
		float[] divided = new float[frequencies.length];
		for (int index = 0; index < divided.length; index++) {
			divided[index] = (float) (frequencies[index] / factor);
		}
		return divided;
	}

	private static float[] llama3(float[] frequencies, JsonNode scaling, int maxPositions) {
		double factor = number(scaling, "factor");
		double low = number(scaling, "low_freq_factor");
		double high = number(scaling, "high_freq_factor");
		double original = scaling.path("original_max_position_embeddings").asDouble(maxPositions);
		float[] scaled = new float[frequencies.length];
		for (int index = 0; index < scaled.length; index++) {
			double frequency = frequencies[index];
			double waves = original * frequency / (2 * Math.PI);
			double kept = Math.max(0, Math.min(1, (waves - low) / (high - low)));
			scaled[index] = (float) ((1 - kept) * frequency / factor + kept * frequency);
		}
		return scaled;
	}

	private static double number(JsonNode scaling, String key) {
		JsonNode value = scaling.path(key);
		if (!value.isNumber()) {
			throw new Problem.Refused("config.json: rope scaling " + key, value.isMissingNode() ? "nothing" : value.toString(), "a number");
		}
		return value.asDouble();
	}

}
