package org.peftboard.leaderboard;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.language.Words;

/**
 * Where a method sits in a layer of a transformer: what happens at which place. The template draws one layer with every place in it.
 *
 * @param changes  change by place; a place that is not among them stays frozen
 * @param sentence the same in words
 */
record Drawing(Map<String, Change> changes, String sentence) {

	/** What a method does at a place. */
	enum Change {

		/** learned matrices beside a frozen layer, added to its output */
		UPDATE("Δ"),
		/** a learned vector that multiplies */
		SCALE("⊙"),
		/** a learned rotation of a layer's input */
		ROTATION("R"),
		/** a learned vector that is added */
		BIAS("b"),
		/** the place's own weights train */
		TRAINED("✎"),
		/** learned vectors before the input, or before keys and values */
		TOKENS("P"),
		/** a small network in the path, or beside it */
		ADAPTER("A");

		private final String sign;

		Change(String sign) {
			this.sign = sign;
		}

		String css() {
			return "change-" + name().toLowerCase(Locale.ROOT);
		}

	}

	private static final List<String> LINEARS = List.of("q", "k", "v", "o", "up", "down");

	private static final List<String> NORMS = List.of("norm1", "norm2");

	private static final Map<String, String> SITES = Map.of("attention-query", "q", "attention-key", "k", "attention-value", "v", "attention-output", "o", "mlp-gate",
			"up", "mlp-up", "up", "mlp-down", "down");

	static Drawing of(MethodCard method, Words words) {
		Map<String, Change> changes = new LinkedHashMap<>();
		switch (method.id()) {
			case "none" -> {
			}
			case "full-fine-tuning", "layer-freezing" -> put(changes, Change.TRAINED, allPlaces());
			case "attention-tuning" -> put(changes, Change.TRAINED, List.of("q", "k", "v", "o"));
			case "ln-tuning" -> put(changes, Change.TRAINED, NORMS);
			case "trainable-tokens" -> put(changes, Change.TRAINED, List.of("embedding"));
			case "bitfit" -> put(changes, Change.BIAS, targets(method));
			case "ia3" -> put(changes, Change.SCALE, targets(method));
			case "oft" -> put(changes, Change.ROTATION, targets(method));
			case "prompt-tuning", "p-tuning" -> put(changes, Change.TOKENS, List.of("tokens"));
			case "prefix-tuning" -> put(changes, Change.TOKENS, List.of("prefix"));
			case "houlsby", "compacter" -> put(changes, Change.ADAPTER, List.of("adapter1", "adapter2"));
			case "pfeiffer", "compacter-plus-plus" -> put(changes, Change.ADAPTER, List.of("adapter2"));
			case "parallel-adapter", "scaled-parallel-adapter" -> put(changes, Change.ADAPTER, List.of("parallel"));
			case "mam" -> {
				put(changes, Change.TOKENS, List.of("prefix"));
				put(changes, Change.ADAPTER, List.of("parallel"));
			}
			case "unipelt" -> {
				put(changes, Change.UPDATE, targets(method));
				put(changes, Change.TOKENS, List.of("prefix"));
				put(changes, Change.ADAPTER, List.of("adapter1", "adapter2"));
			}
			default -> put(changes, Change.UPDATE, targets(method));
		}
		return new Drawing(Map.copyOf(changes), sentence(method, changes, words));
	}

	private static void put(Map<String, Change> changes, Change change, Collection<String> places) {
		places.forEach(place -> changes.put(place, change));
	}

	private static List<String> allPlaces() {
		return List.of("embedding", "norm1", "q", "k", "v", "o", "norm2", "up", "down");
	}

	/** The places of the card's default target modules; queries and values where it names none. */
	private static Set<String> targets(MethodCard method) {
		Set<String> places = HfConfig.defaultOf(method, "targetModules") instanceof Collection<?> ids
				? ids.stream().map(id -> SITES.get(id.toString())).filter(LINEARS::contains).collect(Collectors.toCollection(LinkedHashSet::new))
				: Set.of();
		return places.isEmpty() ? Set.of("q", "v") : places;
	}

	private static String sentence(MethodCard method, Map<String, Change> changes, Words words) {
		if (changes.isEmpty()) {
			return words.say("drawing.nothing");
		}
		if (method.id().equals("full-fine-tuning") || method.id().equals("layer-freezing")) {
			return words.say("drawing." + method.id());
		}
		Map<Change, Set<String>> byChange = new LinkedHashMap<>();
		allPlacesInOrder().stream().filter(changes::containsKey)
			.forEach(place -> byChange.computeIfAbsent(changes.get(place), change -> new LinkedHashSet<>()).add(words.say("drawing.place." + place)));
		String trained = byChange.entrySet().stream()
			.map(entry -> words.say("drawing.change." + entry.getKey().name().toLowerCase(Locale.ROOT), String.join(words.say("drawing.and"), entry.getValue())))
			.collect(Collectors.joining("; "));
		return words.say(outside(changes) ? "drawing.trained" : "drawing.trained.layers", trained);
	}

	private static boolean outside(Map<String, Change> changes) {
		return Set.of("tokens", "embedding").containsAll(changes.keySet());
	}

	private static List<String> allPlacesInOrder() {
		return List.of("tokens", "embedding", "norm1", "q", "k", "v", "prefix", "o", "adapter1", "norm2", "up", "down", "parallel", "adapter2");
	}

	/** Class of a place's shapes. */
	public String css(String place) {
		Change change = changes.get(place);
		return change == null ? "frozen" : "learned " + change.css();
	}

	/** The sign in a place's mark; absent where nothing is learned. */
	public @Nullable String sign(String place) {
		Change change = changes.get(place);
		return change == null ? null : change.sign;
	}

	/** Whether something is learned at a place. */
	public boolean at(String place) {
		return changes.containsKey(place);
	}

}
