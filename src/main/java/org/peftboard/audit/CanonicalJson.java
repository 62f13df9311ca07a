package org.peftboard.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON that is the same text wherever it is written: no spaces, a fixed order of keys, nothing left out. */
final class CanonicalJson {

	private static final JsonMapper MAPPER = JsonMapper.builder().disable(SerializationFeature.INDENT_OUTPUT).build();

	private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

	private CanonicalJson() {
	}

	static String instant(Instant instant) {
		return MICROSECONDS.format(instant);
	}

	/** Keys in the order of the map. */
	static String ofOrdered(Map<String, ? extends @Nullable Object> map) {
		return MAPPER.writeValueAsString(map);
	}

	/** Keys sorted; values as text, so that a number reads the same on every machine. */
	static String ofSorted(Map<String, ?> map) {
		Map<String, String> sorted = new TreeMap<>();
		map.forEach((key, value) -> sorted.put(key, String.valueOf(value)));
		return MAPPER.writeValueAsString(sorted);
	}

}
