package org.peftboard.evaluator.run;

import java.util.LinkedHashMap;
import java.util.Map;

import org.peftboard.evaluator.adapter.Fit;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.model.Shapes;

/** Counting a method on the shape of a published checkpoint. */
public final class Counting {

	private Counting() {
	}

	/**
	 * Trainable, stored and base parameters.
	 *
	 * @param settings JSON object; what is left out has its default
	 * @throws Problem.Refused where a name or a value is wrong, or the method finds nothing to adapt
	 */
	public static Map<String, Object> of(String shape, String method, String settings) {
		Shapes.NamedShape found = Shapes.REGISTRY.get(shape);
		MethodSetting given = new MethodSetting(method, Json.map("--settings", settings));
		Fit fit = Fit.of(found.config(), SettingsCheck.complete(Methods.REGISTRY.get(method).card(), given));
		Map<String, Object> counts = new LinkedHashMap<>();
		counts.put("shape", found.id());
		counts.put("method", method);
		counts.put("trainableParameters", fit.trainableParameters());
		counts.put("storedParameters", fit.storedParameters());
		counts.put("baseParameters", fit.baseParameters());
		return counts;
	}

}
