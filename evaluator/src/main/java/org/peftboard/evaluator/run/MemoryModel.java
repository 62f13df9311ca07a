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
 * Memory of one training step, and of inference, by what this evaluator keeps.
 *
 * <p>Every operation's result lives until its pass ends: in a layer of width C, for each position, the outputs of all linear layers, of the norms (C each), of
 * the attention (H·D), of the activation (F) and of both sums (C each). What is computed inside an operation lives only where the backward pass needs it:
 * rotated queries and keys, values with all their heads, the attention's heads (4 · H·D), the activated gate (F). Backward frees the second kind layer by layer while
 * gradients grow, so the peak is at one of the two ends:
 *
 * <pre>
 *   weights + moments + results + max(inner results + scores, gradients)
 * </pre>
 *
 * <p>Scores over the vocabulary count four times: themselves, their logarithms, and the gradients of both. An embedding that trains and is the output layer
 * too has two gradients that are added. Adapters, scaled outputs and weights that a method makes in every pass add their own results.
 *
 * <p>With activation checkpointing one state a layer lives all the time, and results and inner results of one layer.
 *
 * <p>Not modelled: the allocator's rounding, buffers of matrix products, dropout masks, biases by position. How far off it is: {@code docs/log.md}.
 */
final class MemoryModel {

	/** scores, their logarithms, and the gradients of both */
	private static final int SCORE_COPIES = 4;

	/** of queries, keys, values and what they give */
	private static final int ATTENTION_COPIES = 4;

	private static final Set<Site.Kind> PARTS = Set.of(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_KEY, Site.Kind.ATTENTION_VALUE);

	private static final Pattern LAYER = Pattern.compile("^.*?\\.\\d+\\.");

	private final Blueprint blueprint;

	private final Counted counted;

	private final AddedWork added;

	private final Estimate.Load load;

	private final long vocabulary;

	private final boolean tied;

	MemoryModel(JsonNode config, Counted counted, AddedWork added, Estimate.Load load) {
		this.blueprint = Architectures.blueprint(config);
		this.counted = counted;
		this.added = added;
		this.load = load;
		this.vocabulary = config.path("vocab_size").asLong();
		long wide = counted.weights().values().stream().filter(weight -> weight.shape().dimension() == 2 && weight.shape().get(0) == vocabulary).count();
		this.tied = wide == 1;
	}

	Estimate.Training training() {
		long trained = counted.parameters().trainableCount();
		if (trained == 0) {
			return new Estimate.Training(weights(), 0, 0, 0, 0, weights());
		}
		long gradients = Float.BYTES * (trained + tiedGradients());
		long optimizer = 2 * Float.BYTES * trained;
		long results = (long) (results(positions()) + madeAnew());
		if (load.checkpointsActivations()) {
			return checkpointed(gradients, optimizer);
		}
		long inner = (long) inner() + scores();
		return new Estimate.Training(weights(), gradients, optimizer, results, inner, weights() + optimizer + results + Math.max(inner, gradients));
	}

	/** One state (B, T, C) a layer and its gradient, the sums of gradients from the start, and the greater of one layer's results and the scores. */
	private Estimate.Training checkpointed(long gradients, long optimizer) {
		int layers = blueprint.layers().values().stream().mapToInt(Integer::intValue).sum();
		long state = (long) load.batch() * positions() * blueprint.width() * load.weightBytes();
		long results = (layers + 2) * state;
		long inner = Math.max((long) ((results(positions()) + madeAnew() + inner()) / layers), scores());
		return new Estimate.Training(weights(), gradients, optimizer, results, inner, weights() + gradients + optimizer + results + inner);
	}

	Estimate.Inference inference() {
		long cache = 0;
		for (AttentionSite attention : blueprint.attentions()) {
			boolean cached = attention.site().stack() == Site.Stack.DECODER;
			cache += cached ? 2 * load.batch() * positions() * attention.keyWidth() * load.weightBytes() : 0;
		}
		long results = (long) (results(positions()) + madeAnew());
		return new Estimate.Inference(weights(), cache, results, weights() + cache + results);
	}

	/** The embedding's second gradient and their sum, where it is the output layer too. */
	private long tiedGradients() {
		return counted.parameters()
			.byName()
			.values()
			.stream()
			.filter(parameter -> tied && parameter.shape().dimension() == 2 && parameter.shape().get(0) == vocabulary)
			.mapToLong(parameter -> 2 * parameter.size())
			.sum();
	}

	private long scores() {
		return SCORE_COPIES * Float.BYTES * (long) load.batch() * load.targets() * vocabulary;
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

	/** Results of operations over so many positions, in bytes. */
	private double results(long positions) {
		double floats = 0;
		for (LinearSite linear : blueprint.linears()) {
			floats += isPartOfWhole(linear.site()) ? 0 : linear.out() + beside(linear);
		}
		return floats * load.batch() * positions * load.weightBytes();
	}

	/** What stands behind a linear layer that ends a sub-layer: norm, sum, and the attention's or the activation's result; and what a method adds there. */
	private double beside(LinearSite linear) {
		double method = names().stream().anyMatch((linear.site().path() + ".ia3_l")::equals) ? scaled(linear) : 0;
		return method + switch (linear.site().kind()) {
			case ATTENTION_OUTPUT, MLP_DOWN -> 2.0 * blueprint.width() + linear.in() + adapter(linear.site());
			default -> 0;
		};
	}

	/** (IA)³'s vector lies along the output, or along the input. */
	private double scaled(LinearSite linear) {
		return counted.parameters().byName().get(linear.site().path() + ".ia3_l").shape().get(0) == 1 ? linear.in() : linear.out();
	}

	/** A bottleneck's two inner results, its output and one more sum. */
	private double adapter(Site site) {
		boolean feedForward = site.kind() == Site.Kind.MLP_DOWN;
		String layer = layerPath(site.path());
		long adapters = names().stream().filter(name -> name.startsWith(layer) && name.contains("adapter_down") && name.endsWith(".bias")).count();
		long here = adapters == 2 || (adapters == 1 && feedForward) ? 1 : 0;
		long inner = counted.parameters()
			.byName()
			.entrySet()
			.stream()
			.filter(entry -> here == 1 && entry.getKey().startsWith(layer) && entry.getKey().contains("adapter_down") && entry.getKey().endsWith(".bias"))
			.mapToLong(entry -> entry.getValue().size())
			.max()
			.orElse(0);
		return here * 2.0 * blueprint.width() + 2.0 * inner;
	}

	/** What is computed inside operations and needed backward, of the layers that gradients pass; in bytes. */
	private double inner() {
		double floats = 0;
		for (LinearSite linear : blueprint.linears()) {
			if (passesGradient(linear.site().stack(), linear.site().layer())) {
				floats += switch (linear.site().kind()) {
					case ATTENTION_OUTPUT -> (double) ATTENTION_COPIES * linear.in();
					case MLP_GATE -> linear.out();
					default -> 0;
				};
			}
		}
		return floats * load.batch() * positions() * load.weightBytes();
	}

	/** A fused layer stands in a blueprint beside its three parts. */
	private boolean isPartOfWhole(Site part) {
		return PARTS.contains(part.kind()) && blueprint.linears()
			.stream()
			.map(LinearSite::site)
			.anyMatch(site -> site.kind() == Site.Kind.ATTENTION_QKV && site.stack() == part.stack() && site.layer() == part.layer());
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

	private boolean isRead(LinearSite linear) {
		return names().stream().anyMatch(name -> name.startsWith(linear.site().path() + ".") && !name.endsWith(".bias"));
	}

	/** Weights that are computed in every pass and kept for the next, twice; in float32. */
	private double madeAnew() {
		if (added.tokenPass() + added.sourcePass() == 0) {
			return 0;
		}
		return blueprint.linears().stream().filter(this::isRead).mapToDouble(linear -> 2.0 * Float.BYTES * linear.in() * linear.out()).sum();
	}

}
