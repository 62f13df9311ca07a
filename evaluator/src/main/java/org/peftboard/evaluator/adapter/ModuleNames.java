package org.peftboard.evaluator.adapter;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;
import org.peftboard.evaluator.model.Architecture;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.Site;

/** Kinds of site under the names that transformers gives to an architecture's modules. */
public record ModuleNames(Map<Site.Kind, String> byKind) {

	public static ModuleNames of(String architecture) {
		return new ModuleNames(Architectures.REGISTRY.get(architecture).moduleNames());
	}

	public List<String> of(Collection<Site.Kind> kinds) {
		return kinds.stream().map(byKind::get).sorted().toList();
	}

	/**
	 * The kinds that a list of module names means, whatever the architecture.
	 *
	 * @throws Problem.Refused for a name that no architecture has, a regular expression among them
	 */
	static Set<Site.Kind> kinds(String field, Collection<String> names) {
		Map<String, Site.Kind> known = new LinkedHashMap<>();
		for (Architecture architecture : Architectures.REGISTRY.all()) {
			architecture.moduleNames().forEach((kind, name) -> known.put(name, kind));
		}
		Set<Site.Kind> kinds = EnumSet.noneOf(Site.Kind.class);
		for (String name : names) {
			Site.Kind kind = known.get(name);
			if (kind == null) {
				throw new Problem.Refused(field, "'" + name + "'", Suggestion.oneOf(name, known.keySet().stream().sorted().toList()));
			}
			kinds.add(kind);
		}
		return kinds;
	}

}
