package org.peftboard.evaluator.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Registry;
import tools.jackson.databind.JsonNode;

/** The shapes of published checkpoints, so that parameters can be counted and costs profiled without their weights. One entry each in {@code shapes.json}. */
public final class Shapes {

	public static final Registry<NamedShape> REGISTRY = new Registry<>("shape", read(), NamedShape::id);

	private Shapes() {
	}

	/**
	 * One checkpoint's shape.
	 *
	 * @param config              as its {@code config.json} has it, what does not decide shapes left out
	 * @param publishedParameters scalars as its source counts them; absent where no source is at hand
	 * @param source              of that count
	 */
	public record NamedShape(String id, String title, JsonNode config, @Nullable Long publishedParameters, @Nullable String source) {
	}

	private static List<NamedShape> read() {
		try (InputStream in = Shapes.class.getResourceAsStream("shapes.json")) {
			if (in == null) {
				throw new IllegalStateException("shapes.json is missing from the class path");
			}
			List<NamedShape> shapes = new ArrayList<>();
			for (JsonNode entry : Json.tree("shapes.json", new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
				JsonNode published = entry.path("publishedParameters");
				shapes.add(new NamedShape(entry.path("id").asString(), entry.path("title").asString(), entry.path("config"),
						published.isNumber() ? published.asLong() : null, entry.path("source").isString() ? entry.path("source").asString() : null));
			}
			return shapes;
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

}
