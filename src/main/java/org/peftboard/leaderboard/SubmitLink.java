package org.peftboard.leaderboard;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.web.util.UriComponentsBuilder;

/** Addresses of the form to submit, with a configuration filled in. */
final class SubmitLink {

	private SubmitLink() {
	}

	static String of(String methodId, Map<String, Object> settings) {
		UriComponentsBuilder address = UriComponentsBuilder.fromPath("/submit").queryParam("method", methodId);
		settings.forEach((name, value) -> {
			if (value instanceof Collection<?> choices) {
				address.queryParam(name, choices.isEmpty() ? new Object[] { "" } : choices.toArray());
			}
			else {
				address.queryParam(name, value);
			}
		});
		return address.encode().toUriString();
	}

	/** {@code rank 8, alpha 16} */
	static String words(Map<String, Object> settings) {
		return settings.entrySet().stream().sorted(Map.Entry.comparingByKey())
			.map(entry -> entry.getKey() + " " + (entry.getValue() instanceof Collection<?> list ? list.stream().map(Object::toString).collect(Collectors.joining(" + "))
					: entry.getValue()))
			.collect(Collectors.joining(", "));
	}

}
