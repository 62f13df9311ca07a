package org.peftboard.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings with their defaults, and what a test wants otherwise. */
final class TestSettings {

	private final Map<String, String> set = new HashMap<>();

	private TestSettings() {
	}

	static EvaluationSettings of(UnaryOperator<TestSettings> changes) {
		Map<String, String> set = changes.apply(new TestSettings()).set;
		return new Binder(new MapConfigurationPropertySource(set)).bindOrCreate("peftboard.evaluation", EvaluationSettings.class);
	}

	TestSettings put(String name, String value) {
		set.put("peftboard.evaluation." + name, value);
		return this;
	}

}
