package org.peftboard.evaluator.method;

import java.util.Set;
import java.util.stream.Collectors;

import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Hooks;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Parameters;

/** Hooks that wrap the linear layers of chosen kinds and leave all else as it is. */
record OnLinears(Set<Site.Kind> kinds, Parameters parameters, Wrap wrap) implements Hooks {

	/** Makes of one linear layer what stands there. */
	@FunctionalInterface
	interface Wrap {

		Linear wrap(Site site, Dense base, Parameters parameters);

	}

	/** Wraps the kinds of the setting {@code targetModules}. */
	static Adaptation of(Settings settings, Wrap wrap) {
		Set<Site.Kind> kinds = kinds(settings);
		return (blueprint, parameters) -> new OnLinears(kinds, parameters, wrap);
	}

	/** The kinds of the setting {@code targetModules}. */
	static Set<Site.Kind> kinds(Settings settings) {
		return kinds(settings, CommonParameters.TARGET_MODULES);
	}

	static Set<Site.Kind> kinds(Settings settings, String parameter) {
		return settings.texts(parameter).stream().map(Site.Kind::of).collect(Collectors.toUnmodifiableSet());
	}

	@Override
	public Linear linear(Site site, Dense base) {
		return kinds.contains(site.kind()) ? wrap.wrap(site, base, parameters) : base;
	}

}
