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
		UPDATE("an update beside", "Δ"),
		/** a learned vector that multiplies */
		SCALE("a scale on", "⊙"),
		/** a learned rotation of a layer's input */
		ROTATION("a rotation before", "R"),
		/** a learned vector that is added */
		BIAS("a bias on", "b"),
		/** the place's own weights train */
		TRAINED("the weights of", "✎"),
		/** learned vectors before the input, or before keys and values */
		TOKENS("vectors before", "P"),
		/** a small network in the path, or beside it */
		ADAPTER("a small network", "A");

		private final String words;

		private final String sign;

		Change(String words, String sign) {
			this.words = words;
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

	private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("q", "queries"), Map.entry("k", "keys"), Map.entry("v", "values"),
			Map.entry("o", "the attention’s output"), Map.entry("up", "the feed-forward’s first layer"), Map.entry("down", "the feed-forward’s second layer"),
			Map.entry("norm1", "the normalisations"), Map.entry("norm2", "the normalisations"), Map.entry("tokens", "the input"),
			Map.entry("prefix", "keys and values"), Map.entry("embedding", "the token embedding"), Map.entry("adapter1", "behind the attention"),
			Map.entry("adapter2", "behind the feed-forward"), Map.entry("parallel", "beside the feed-forward"));

	static Drawing of(MethodCard method) {
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
		return new Drawing(Map.copyOf(changes), sentence(method, changes));
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

	private static String sentence(MethodCard method, Map<String, Change> changes) {
		if (changes.isEmpty()) {
			return "Nothing is trained: every part stays frozen.";
		}
		if (method.id().equals("full-fine-tuning")) {
			return "Every part of every layer is trained.";
		}
		if (method.id().equals("layer-freezing")) {
			return "Every part of the last layers is trained; the layers below stay frozen.";
		}
		Map<Change, Set<String>> byChange = new LinkedHashMap<>();
		allPlacesInOrder().stream().filter(changes::containsKey)
			.forEach(place -> byChange.computeIfAbsent(changes.get(place), change -> new LinkedHashSet<>()).add(NAMES.get(place)));
		return byChange.entrySet().stream().map(entry -> entry.getKey().words + " " + String.join(" and ", entry.getValue()))
			.collect(Collectors.joining("; ", "Trained, with default settings" + (outside(changes) ? "" : ", in every layer") + ": ", ". Everything else stays frozen."));
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
