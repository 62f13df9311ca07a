package org.peftboard.evaluator.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.BaseModels;
import org.peftboard.evaluator.model.Shapes;
import tools.jackson.databind.JsonNode;

/** Where a model's {@code config.json} comes from when its weights are not needed. */
public final class ShapeSource {

	private ShapeSource() {
	}

	/**
	 * The configuration of a named shape, of a base model of the catalogue, or in a file.
	 *
	 * @throws org.peftboard.evaluator.contract.Problem.Refused where it is none of them
	 */
	public static JsonNode config(String name) {
		Path file = Path.of(name);
		if (name.endsWith(".json") && Files.isRegularFile(file)) {
			try {
				return Json.tree(name, Files.readString(file));
			}
			catch (IOException exception) {
				throw new UncheckedIOException(exception);
			}
		}
		if (BaseModels.REGISTRY.ids().contains(name)) {
			return Architectures.config(BaseModels.REGISTRY.get(name).folder());
		}
		return Shapes.REGISTRY.get(name).config();
	}

}
