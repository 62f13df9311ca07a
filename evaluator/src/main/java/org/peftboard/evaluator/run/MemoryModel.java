package org.peftboard.evaluator.run;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.peftboard.evaluator.method.AddedWork;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Blueprint.AttentionSite;
import org.peftboard.evaluator.model.Blueprint.LinearSite;
import org.peftboard.evaluator.model.Counted;
import org.peftboard.evaluator.model.Site;
import tools.jackson.databind.JsonNode;

/**
 * Memory of one training step, and of inference, by what PyTorch keeps for the backward pass.
 *
 * <p>Kept for each position of a layer that gradients pass: what each normalisation reads (C); queries, keys and values with all their heads, and what the
 * attention gives (4 · H·D); the feed-forward's inner tensors (3 · F with a gate, else F). A linear layer's input is kept only where its weight
 * trains or a method reads it: that is why frozen layers are cheap. An adapter keeps its input and twice its inner width. Weights that a method makes anew
 * in every pass are kept twice. Below the lowest trained parameter nothing is kept.
 *
 * <p>Not modelled: the allocator's own rounding, buffers of matrix products, dropout masks. How far off it is: {@code docs/log.md}.
 */
final class MemoryModel {

	private static final Set<Site.Kind> READS_NORM = Set.of(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_KEY, Site.Kind.ATTENTION_VALUE,
			Site.Kind.ATTENTION_QKV, Site.Kind.MLP_GATE, Site.Kind.MLP_UP);

	/** scores, their softmax and the gradient of one of them */
	private static final int SCORE_COPIES = 3;

	private static final Pattern LAYER = Pattern.compile("^.*?\\.\\d+\\.");

	private final Blueprint blueprint;

	private final Counted counted;

	private final AddedWork added;

	private final Estimate.Load load;

	private final long vocabulary;

	MemoryModel(JsonNode config, Counted counted, AddedWork added, Estimate.Load load) {
		this.blueprint = Architectures.blueprint(config);
		this.counted = counted;
		this.added = added;
		this.load = load;
		this.vocabulary = config.path("vocab_size").asLong();
	}

	Estimate.Training training() {
		long trained = counted.parameters().trainableCount();
		long gradients = Float.BYTES * trained;
		long optimizer = 2 * Float.BYTES * trained;
		long activations = trained == 0 ? 0 : (long) activations();
		long temporaries = trained == 0 ? 0 : temporaries();
		return new Estimate.Training(weights(), gradients, optimizer, activations, temporaries, weights() + gradients + optimizer + activations + temporaries);
	}

	Estimate.Inference inference() {
		long cache = 0;
		for (AttentionSite attention : blueprint.attentions()) {
			boolean cached = attention.site().stack() == Site.Stack.DECODER;
			cache += cached ? 2 * load.batch() * positions() * attention.keyWidth() * load.weightBytes() : 0;
		}
		long widest = blueprint.linears().stream().mapToLong(LinearSite::out).max().orElse(0);
		long temporaries = (long) load.batch() * positions() * (2 * blueprint.width() + 3 * widest) * load.weightBytes();
		return new Estimate.Inference(weights(), cache, temporaries, weights() + cache + temporaries);
	}

	/** A base weight that trains is float32, as what is added. */
	private long weights() {
		long trainedBase = counted.parameters().trainableCount() - addedTrained();
		return load.weightBytes() * (counted.baseCount() - trainedBase) + Float.BYTES * (counted.parameters().addedCount() + trainedBase);
	}

	private long addedTrained() {
		return counted.parameters()
			.byName()
			.values()
			.stream()
			.filter(parameter -> !counted.weights().containsKey(parameter.name()))
			.mapToLong(parameter -> parameter.size())
			.sum();
	}

	private long positions() {
		return load.tokens() + added.virtualTokens();
	}

	private double activations() {
		double floats = 0;
		for (Site.Stack stack : blueprint.layers().keySet()) {
			for (int layer = 0; layer < blueprint.layers().get(stack); layer++) {
				floats += passesGradient(stack, layer) ? layer(stack, layer) : 0;
			}
		}
		return floats * load.weightBytes() + madeAnew();
	}

	/** Everything from the lowest trained parameter on; the decoder wholly where the encoder trains. */
	private boolean passesGradient(Site.Stack stack, int layer) {
		boolean ahead = added.virtualTokens() > 0 || trainsOutside();
		boolean ofEncoder = stack == Site.Stack.DECODER && blueprint.hasEncoder() && trainsUpTo(Site.Stack.ENCODER, Integer.MAX_VALUE);
		return ahead || ofEncoder || trainsUpTo(stack, layer);
	}

	private boolean trainsOutside() {
		return names().stream().anyMatch(name -> paths().noneMatch(name::startsWith) && !name.contains("norm") && !name.contains("ln_f") && !name.contains("head"));
	}

	private Stream<String> paths() {
		return blueprint.linears().stream().map(linear -> layerPath(linear.site().path()));
	}

	private boolean trainsUpTo(Site.Stack stack, int layer) {
		return blueprint.linears()
			.stream()
			.filter(linear -> linear.site().stack() == stack && linear.site().layer() <= layer)
			.map(linear -> layerPath(linear.site().path()))
			.distinct()
			.anyMatch(path -> names().stream().anyMatch(name -> name.startsWith(path)));
	}

	/** {@code model.layers.3.} of {@code model.layers.3.self_attn.q_proj} */
	private static String layerPath(String path) {
		Matcher layer = LAYER.matcher(path);
		return layer.find() ? layer.group() : path;
	}

	private List<String> names() {
		return List.copyOf(counted.parameters().byName().keySet());
	}

	private double layer(Site.Stack stack, int layer) {
		double rows = (double) load.batch() * positions();
		List<LinearSite> linears = blueprint.linears().stream().filter(linear -> linear.site().stack() == stack && linear.site().layer() == layer).toList();
		boolean gated = linears.stream().anyMatch(linear -> linear.site().kind() == Site.Kind.MLP_GATE);
		double floats = 0;
		for (LinearSite linear : linears) {
			switch (linear.site().kind()) {
				case ATTENTION_OUTPUT -> floats += blueprint.width() + 4.0 * linear.in();
				case MLP_DOWN -> floats += blueprint.width() + (gated ? 3.0 : 1.0) * linear.in();
				default -> { }
			}
		}
		return rows * (floats + inputsKept(linears) + adapters(linears));
	}

	/** What several layers read alike is kept once: the norm's output. */
	private double inputsKept(List<LinearSite> linears) {
		double floats = 0;
		for (boolean feedForward : new boolean[] { false, true }) {
			boolean kept = linears.stream()
				.filter(linear -> READS_NORM.contains(linear.site().kind()) && linear.site().kind().name().startsWith("MLP") == feedForward)
				.anyMatch(this::isRead);
			floats += kept ? blueprint.width() : 0;
		}
		return floats + linears.stream().filter(linear -> !READS_NORM.contains(linear.site().kind()) && isRead(linear)).mapToDouble(LinearSite::in).sum();
	}

	/** Whether a linear layer's weight trains, or a method reads what it reads. */
	private boolean isRead(LinearSite linear) {
		return names().stream().anyMatch(name -> name.startsWith(linear.site().path() + ".") && !name.endsWith(".bias"));
	}

	/** An adapter of inner width k: its input and 2 k; LoRA's A x is such an inner tensor too. */
	private double adapters(List<LinearSite> linears) {
		String path = linears.isEmpty() ? "" : layerPath(linears.get(0).site().path());
		return counted.parameters()
			.byName()
			.entrySet()
			.stream()
			.filter(entry -> entry.getKey().startsWith(path) && !counted.weights().containsKey(entry.getValue().name()))
			.mapToDouble(entry -> {
				String name = entry.getKey();
				long first = entry.getValue().shape().get(0);
				if (name.contains("adapter_down") && name.endsWith("0.weight")) {
					return blueprint.width() + 2.0 * first;
				}
				return name.contains("lora_A") ? first : name.contains("ia3_l") ? blueprint.width() : 0;
			})
			.sum();
	}

	/** Weights that are computed in every pass and kept for the next, twice; in float32. */
	private double madeAnew() {
		if (added.tokenPass() + added.sourcePass() == 0) {
			return 0;
		}
		return blueprint.linears().stream().filter(this::isRead).mapToDouble(linear -> 2.0 * Float.BYTES * linear.in() * linear.out()).sum();
	}

	private long temporaries() {
		long scores = SCORE_COPIES * Float.BYTES * (long) load.batch() * load.targets() * vocabulary;
		long widest = blueprint.linears().stream().mapToLong(LinearSite::out).max().orElse(0);
		long onTheWay = (long) load.batch() * positions() * (2 * blueprint.width() + 2 * widest) * load.weightBytes();
		return Math.max(scores, onTheWay);
	}

}
