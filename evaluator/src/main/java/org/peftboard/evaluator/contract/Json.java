package org.peftboard.evaluator.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Strict reading and stable writing of the contract's documents.
 *
 * <p>Reading refuses unknown keys, double keys, missing required values, trailing text and nesting deeper than 32. Writing keeps the order of the record's
 * components and leaves out what is absent, so equal values give equal bytes.
 */
public final class Json {

	private static final int DEEPEST = 32;

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.build())
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
				DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.disable(EnumFeature.READ_ENUMS_USING_TO_STRING)
		.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.ALLOW_COERCION_OF_SCALARS)
		.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
		.changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private Json() {
	}

	/**
	 * Reads a document.
	 *
	 * @param name what the document is called in errors
	 * @throws Problem.Refused where the text is not JSON, or not this document
	 */
	public static <T> T read(String name, String json, Class<T> type) {
		try {
			JsonNode tree = MAPPER.readTree(json);
			requireShape(name, tree, type);
			return MAPPER.treeToValue(tree, type);
		}
		catch (JacksonException exception) {
			throw new Problem.Refused(name + at(exception), exception.getOriginalMessage(), "the JSON of a " + type.getSimpleName().toLowerCase());
		}
	}

	/** Refuses, however deep, a key that the record does not have, and a component that is neither there nor marked {@link Nullable}. */
	private static void requireShape(String path, JsonNode node, Type type) {
		if (type instanceof Class<?> record && record.isRecord() && node.isObject()) {
			requireKnownKeys(path, node, record);
			for (RecordComponent component : record.getRecordComponents()) {
				requireComponent(path + "." + component.getName(), node.get(component.getName()), component);
			}
		}
		else if (type instanceof ParameterizedType list && list.getRawType() == List.class && node.isArray()) {
			for (int index = 0; index < node.size(); index++) {
				requireShape(path + "[" + index + "]", node.get(index), list.getActualTypeArguments()[0]);
			}
		}
	}

	private static void requireKnownKeys(String path, JsonNode node, Class<?> record) {
		List<String> known = Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).sorted().toList();
		for (String key : node.propertyNames()) {
			if (!known.contains(key)) {
				throw new Problem.Refused(path, "unknown key '" + key + "'", Suggestion.oneOf(key, known));
			}
		}
	}

	private static void requireComponent(String path, @Nullable JsonNode node, RecordComponent component) {
		if (node != null && !node.isNull()) {
			requireShape(path, node, component.getGenericType());
		}
		else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
			throw new Problem.Refused(path, "nothing", "a value");
		}
	}

	private static String at(JacksonException exception) {
		var location = exception.getLocation();
		return location == null || location.getLineNr() < 0 ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
	}

	/**
	 * Reads a document from a file.
	 *
	 * @throws Problem.Refused where the file is missing or not this document
	 */
	public static <T> T read(Path file, Class<T> type) {
		try {
			return read(file.getFileName().toString(), Files.readString(file), type);
		}
		catch (NoSuchFileException exception) {
			throw new Problem.Refused(type.getSimpleName().toLowerCase(), file.toString(), "a file that exists");
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	/**
	 * Reads any JSON, for files whose keys are not ours to fix.
	 *
	 * @param name what the document is called in errors
	 * @throws Problem.Refused where the text is not JSON, or has a key twice
	 */
	public static JsonNode tree(String name, String json) {
		try {
			return MAPPER.readTree(json);
		}
		catch (JacksonException exception) {
			throw new Problem.Refused(name + at(exception), exception.getOriginalMessage(), "JSON");
		}
	}

	/** A JSON object as a map, its keys in their order. */
	public static Map<String, Object> map(String name, String json) {
		return MAPPER.convertValue(tree(name, json), MAPPER.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, Object.class));
	}

	/** The document on one line. */
	public static String line(Object document) {
		return MAPPER.writeValueAsString(document);
	}

	/** The document over several lines, for people. */
	public static String pretty(Object document) {
		return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
	}

	/** Writes a document whole or not at all. */
	public static void write(Path file, Object document) throws IOException {
		WholeFile.write(file, part -> Files.writeString(part, pretty(document)));
	}

}
