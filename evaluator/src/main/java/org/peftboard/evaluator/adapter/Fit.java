package org.peftboard.evaluator.adapter;

import java.util.Map;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.Counted;
import tools.jackson.databind.JsonNode;

/**
 * What a method would train of a base model, counted from shapes before anything runs.
 *
 * @param trainableParameters scalars that get gradients
 * @param storedParameters    scalars of the adapter file: without what is for training only, with what is frozen beside it
 * @param baseParameters      scalars of the base model
 */
public record Fit(long trainableParameters, long storedParameters, long baseParameters) {

	/**
	 * Counts; no engine is loaded.
	 *
	 * @param config  the base model's {@code config.json}
	 * @param setting complete and inside its bounds
	 * @throws Problem.Refused where the method finds nothing to adapt, or a setting does not fit the model's sizes
	 */
	public static Fit of(JsonNode config, MethodSetting setting) {
		PeftMethod method = Methods.REGISTRY.get(setting.id());
		Settings settings = new Settings(method.card(), setting.settings());
		Counted trained = Architectures.count(config, method.configure(settings));
		Counted stored = Architectures.count(config, method.exported(settings));
		return new Fit(trained.parameters().trainableCount(), stored.parameters().savedCount(), trained.baseCount());
	}

	/** The same from a catalogue's card. */
	public static Fit of(Map<String, Object> config, MethodSetting setting) {
		return of(Json.tree("config.json", Json.line(config)), setting);
	}

}
