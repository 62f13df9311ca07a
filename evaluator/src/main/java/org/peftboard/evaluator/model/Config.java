package org.peftboard.evaluator.model;

import org.peftboard.evaluator.contract.Problem;
import tools.jackson.databind.JsonNode;

/** A checkpoint's {@code config.json}, read with errors that name the key. */
record Config(JsonNode json) {

	/** @throws Problem.Refused where the key is not a whole number of at least 1 */
	int whole(String key) {
		JsonNode value = json.path(key);
		if (!value.isInt() || value.asInt() < 1) {
			throw new Problem.Refused("config.json: " + key, value.isMissingNode() ? "nothing" : value.toString(), "a whole number of at least 1");
		}
		return value.asInt();
	}

	/** The default where the key is absent or null. */
	int whole(String key, int defaultValue) {
		return json.path(key).isMissingNode() || json.path(key).isNull() ? defaultValue : whole(key);
	}

	double number(String key, double defaultValue) {
		return json.path(key).asDouble(defaultValue);
	}

	boolean flag(String key, boolean defaultValue) {
		return json.path(key).asBoolean(defaultValue);
	}

	String text(String key, String defaultValue) {
		return json.path(key).asString(defaultValue);
	}

	/** {@code rope_scaling} of older configurations, else {@code rope_parameters} of today's; that order is transformers'. */
	JsonNode rope() {
		JsonNode older = json.path("rope_scaling");
		return older.isObject() && !older.isEmpty() ? older : json.path("rope_parameters");
	}

	/**
	 * Refuses a value that would change the computation in a way that is not built.
	 *
	 * @throws Problem.Refused where the key holds anything but null, false or nothing
	 */
	void requireUnset(String key) {
		JsonNode value = json.path(key);
		if (!value.isMissingNode() && !value.isNull() && !(value.isBoolean() && !value.asBoolean())) {
			throw new Problem.Refused("config.json: " + key, value.toString(), "nothing; this is not built here");
		}
	}

}
