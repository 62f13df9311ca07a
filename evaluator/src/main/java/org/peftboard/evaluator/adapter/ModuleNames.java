package org.peftboard.evaluator.adapter;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architecture;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Fusion;
import org.peftboard.evaluator.model.Site;
import tools.jackson.databind.JsonNode;

/** Kinds of site under the names that transformers gives to one model's modules, and the sizes that Hugging Face writes beside them. */
public final class ModuleNames {

	private final Architecture architecture;

	private final Blueprint blueprint;

	private final Set<String> weights;

	private ModuleNames(Architecture architecture, Blueprint blueprint, Set<String> weights) {
		this.architecture = architecture;
		this.blueprint = blueprint;
		this.weights = weights;
	}

	/** The names of a model. */
	public static ModuleNames of(JsonNode config) {
		return new ModuleNames(Architectures.REGISTRY.get(config.path("model_type").asString("")), Architectures.blueprint(config),
				Set.copyOf(Architectures.count(config, Adaptation.NONE).weights().keySet()));
	}

	Optional<Fusion> fusion() {
		return architecture.fusion();
	}

	boolean hasEncoder() {
		return blueprint.hasEncoder();
	}

	/** Whether checkpoints hold matrices as (in, out). */
	boolean areTransposed() {
		return architecture.storesTransposed();
	}

	/** The modules of the kinds that a setting lists, without those that this model has not. */
	List<String> ofSetting(Settings settings, String parameter) {
		Set<String> names = new TreeSet<>();
		for (String id : settings.texts(parameter)) {
			for (String name : architecture.moduleNames().getOrDefault(Site.Kind.of(id), List.of())) {
				if (weights.stream().anyMatch(weight -> weight.contains("." + name + ".") || weight.startsWith(name + "."))) {
					names.add(shortened(name));
				}
			}
		}
		return List.copyOf(names);
	}

	/** Without the parts that no other kind needs to be told apart from. */
	private String shortened(String name) {
		String last = name.substring(name.lastIndexOf('.') + 1);
		long meanings = architecture.moduleNames().values().stream().flatMap(List::stream).filter(other -> endsWith(other, last)).distinct().count();
		return meanings > 1 ? name : last;
	}

	/** The token embedding. */
	List<String> embedding() {
		return architecture.moduleNames().get(Site.Kind.EMBEDDING).stream().map(this::shortened).toList();
	}

	Map<String, Object> promptSizes() {
		Map<String, Object> sizes = new LinkedHashMap<>();
		sizes.put("token_dim", blueprint.width());
		sizes.put("num_layers", blueprint.layers().get(Site.Stack.DECODER));
		sizes.put("num_attention_heads", blueprint.attentions().get(0).groups());
		return sizes;
	}

	/** Whether G·D is C in every attention. */
	boolean keysAreAsWideAsTheModel() {
		return blueprint.attentions().stream().allMatch(attention -> attention.keyWidth() == blueprint.width());
	}

	Map<String, Object> prefixSizes() {
		Map<String, Object> sizes = promptSizes();
		sizes.put("token_dim", blueprint.attentions().get(0).keyWidth());
		return sizes;
	}

	/**
	 * The kinds that a list of module names means.
	 *
	 * @throws Problem.Refused for a name that the architecture has not, a regular expression among them
	 */
	static Set<Site.Kind> kinds(String field, Collection<String> names, Architecture architecture) {
		Set<Site.Kind> kinds = EnumSet.noneOf(Site.Kind.class);
		for (String name : WholePaths.shortened(names)) {
			Set<Site.Kind> meant = EnumSet.noneOf(Site.Kind.class);
			architecture.moduleNames().forEach((kind, aliases) -> {
				if (aliases.stream().anyMatch(alias -> endsWith(alias, name))) {
					meant.add(kind);
				}
			});
			if (meant.isEmpty()) {
				throw new Problem.Refused(field, "'" + name + "'", Suggestion.oneOf(name, known(architecture)));
			}
			kinds.addAll(meant);
		}
		return kinds;
	}

	private static List<String> known(Architecture architecture) {
		return architecture.moduleNames()
			.values()
			.stream()
			.flatMap(List::stream)
			.flatMap(name -> Stream.of(name, name.substring(name.lastIndexOf('.') + 1)))
			.distinct()
			.sorted()
			.toList();
	}

	private static boolean endsWith(String path, String name) {
		return path.equals(name) || path.endsWith("." + name);
	}

}
