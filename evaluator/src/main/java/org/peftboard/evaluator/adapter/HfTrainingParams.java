package org.peftboard.evaluator.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;
import tools.jackson.databind.JsonNode;

/**
 * {@code training_params.json} of Hugging Face's method comparison, which stands beside an {@code adapter_config.json} and says how to train.
 *
 * <p>The learning rate is a submission's to choose. Everything else is the board's protocol's: it is left out, and named. What would make another method of it,
 * an optimizer that is part of one, is refused.
 *
 * <p>Source: Hugging Face PEFT, {@code method_comparison/MetaMathQA/default_training_params.json}.
 *
 * @param learningRate empty where the file gives none
 * @param leftOut      {@code max_steps 5000}, in the order of the file
 */
public record HfTrainingParams(OptionalDouble learningRate, List<String> leftOut) {

	private static final String NAME = "training_params.json";

	private static final String OPTIMIZER = "optimizer_kwargs";

	/** keys that the protocol decides */
	private static final Set<String> OF_THE_PROTOCOL = Set.of("model_id", "dtype", "max_seq_length", "batch_size", "batch_size_eval", "max_steps", "eval_steps", "compile",
			"query_template", "seed", "grad_norm_clip", "lr_scheduler", "use_amp", "autocast_adapter_dtype", "attn_implementation", "generation_kwargs");

	private static final List<String> KNOWN = List.of("model_id", "dtype", "max_seq_length", "batch_size", "batch_size_eval", "max_steps", "eval_steps", "compile",
			"query_template", "seed", "grad_norm_clip", "optimizer_type", OPTIMIZER, "lr_scheduler", "use_amp", "autocast_adapter_dtype", "attn_implementation",
			"generation_kwargs");

	/** of PyTorch, all with a first and a second moment */
	private static final Set<String> ADAM = Set.of("adam", "adamw");

	/**
	 * Reads the file.
	 *
	 * @throws Problem.Refused with every key that is not known, and every value that would make another method of it
	 */
	public static HfTrainingParams read(String json) {
		JsonNode params = Json.tree(NAME, json);
		if (!params.isObject()) {
			throw new Problem.Refused(NAME, params.toString(), "a JSON object");
		}
		List<Problem> problems = new ArrayList<>();
		List<String> leftOut = new ArrayList<>();
		for (String key : params.propertyNames()) {
			if (OF_THE_PROTOCOL.contains(key)) {
				leftOut.add(key + " " + shown(params.get(key)));
			}
			else if (!KNOWN.contains(key)) {
				problems.add(new Problem(NAME + ": " + key, "an unknown key", Suggestion.oneOf(key, KNOWN)));
			}
		}
		optimizer(params, problems, leftOut);
		OptionalDouble rate = optimizerSettings(params.path(OPTIMIZER), problems, leftOut);
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
		return new HfTrainingParams(rate, List.copyOf(leftOut));
	}

	private static void optimizer(JsonNode params, List<Problem> problems, List<String> leftOut) {
		JsonNode type = params.path("optimizer_type");
		if (type.isMissingNode() || type.isNull()) {
			return;
		}
		if (ADAM.contains(type.asString("").toLowerCase(Locale.ROOT))) {
			leftOut.add("optimizer_type " + shown(type));
		}
		else {
			problems.add(new Problem(NAME + ": optimizer_type", shown(type), "AdamW, which every method here is trained with; an optimizer of its own is part of a method"));
		}
	}

	private static OptionalDouble optimizerSettings(JsonNode settings, List<Problem> problems, List<String> leftOut) {
		OptionalDouble rate = OptionalDouble.empty();
		for (String key : settings.propertyNames()) {
			JsonNode value = settings.get(key);
			if (!key.equals("lr")) {
				leftOut.add(OPTIMIZER + "." + key + " " + shown(value));
			}
			else if (value.isNumber()) {
				rate = OptionalDouble.of(value.asDouble());
			}
			else {
				problems.add(new Problem(NAME + ": " + OPTIMIZER + ".lr", shown(value), "a number"));
			}
		}
		return rate;
	}

	private static String shown(JsonNode value) {
		String text = value.isString() ? value.asString() : value.toString();
		return text.length() <= 40 ? text : text.substring(0, 39) + "…";
	}

}
