package org.peftboard.evaluator.adapter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.nn.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * How many entries of each layer an adapter file holds where the others were pruned: {@code rank_pattern} of {@code adapter_config.json}, which has for each
 * {@code PATH.lora_E} a list of true for what is left.
 *
 * @param left by the layer's path; a layer that is not named is whole
 */
record RankPattern(Map<String, Integer> left) {

	private static final String KEY = "rank_pattern";

	/**
	 * The pattern beside an adapter's weights; that of a folder without configuration names no layer.
	 *
	 * @throws Problem.Refused where it is no object of lists of true and false
	 */
	static RankPattern beside(Path weights) {
		Path file = weights.resolveSibling(AdapterFolder.CONFIG);
		Map<String, Integer> left = new HashMap<>();
		if (Files.isRegularFile(file)) {
			Json.read(file, JsonNode.class).path(KEY).properties().forEach(layer -> left.put(path(layer.getKey()), count(layer.getValue())));
		}
		return new RankPattern(left);
	}

	private static String path(String parameter) {
		return parameter.substring(0, Math.max(0, parameter.lastIndexOf('.')));
	}

	private static int count(JsonNode flags) {
		int count = 0;
		for (JsonNode flag : flags) {
			if (!flag.isBoolean()) {
				throw new Problem.Refused(AdapterFolder.CONFIG + ": " + KEY, flags.toString(), "a list of true and false for each layer");
			}
			count += flag.asBoolean() ? 1 : 0;
		}
		return count;
	}

	/** The shape that the file's tensor for a parameter must have. */
	Shape shapeInFile(String name, Parameters parameters) {
		Integer count = left.get(path(name));
		return count == null ? parameters.saved().get(name).shape() : parameters.pruned(name, count);
	}

}
