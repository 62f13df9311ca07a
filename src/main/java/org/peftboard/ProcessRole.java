package org.peftboard;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.peftboard.evaluator.contract.Problem;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What this process is there for, by {@code peftboard.role}, or by the first word of the command line:
 * <ul>
 * <li>{@code both} (default): pages, and an embedded worker</li>
 * <li>{@code server}: pages, and no evaluations</li>
 * <li>{@code worker}: evaluations, and no pages; it answers for its health and its metrics</li>
 * </ul>
 *
 * <p>It says so by setting defaults, so that each of them can be set by itself too.
 */
public final class ProcessRole implements EnvironmentPostProcessor {

	private static final String PROPERTY = "peftboard.role";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		String role = environment.getProperty(PROPERTY, "both").toLowerCase(Locale.ROOT);
		environment.getPropertySources().addLast(new MapPropertySource("processRole", defaults(role)));
	}

	private static Map<String, Object> defaults(String role) {
		Map<String, Object> defaults = new HashMap<>();
		switch (role) {
			case "both" -> {
			}
			case "server" -> defaults.put("peftboard.evaluation.enabled", "false");
			case "worker" -> {
				defaults.put("peftboard.reference-runs.enabled", "false");
				defaults.put("peftboard.pages.enabled", "false");
				// several workers may share a machine, and evaluations next to each other disturb each other's measurements
				defaults.put("peftboard.evaluation.exclusive", "true");
			}
			default -> throw new Problem.Refused(PROPERTY, "'" + role + "'", "server, worker or both");
		}
		return defaults;
	}

	/** {@code worker --a=b} is short for {@code --peftboard.role=worker --a=b}. */
	static String[] options(String[] arguments) {
		if (arguments.length == 0 || !arguments[0].matches("server|worker|both")) {
			return arguments;
		}
		String[] options = arguments.clone();
		options[0] = "--" + PROPERTY + "=" + arguments[0];
		return options;
	}

}
