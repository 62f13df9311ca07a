package org.peftboard.evaluator.run;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
import org.peftboard.evaluator.nn.Parameter;
import tools.jackson.databind.JsonNode;

/**
 * Memory of one training step, and of inference, by what this evaluator keeps.
 *
 * <p>A step's forward pass and loss are one call, so between forward and backward there is only what the backward pass needs, in layers that gradients pass: for each
 * position (of a decoder behind an encoder, each target) the input of both norms (2 · C), queries, keys and values with all their heads and what they give (4 · H·D), the input of the activation (F; with a gate three of them), and the
 * inputs of those linear layers whose weights, or what a method adds beside them, train (with oneDNN of all of them). Gradients grow while these are freed, so the peak is at one of the two ends:
 *
 * <pre>
 *   weights + moments + max(kept activations + scores + the output layer's gradient, gradients)
 * </pre>
 *
 * <p>Scores over the vocabulary turn in place into their gradient, a part of the vocabulary at a time, which needs one part more; where a method trains some tokens' rows in them they count
 * three times: their logarithms, and the gradients of both. An output layer that trains has its gradient twice at that time; where it is the embedding too, the gradients of both are added into a third. Scaled outputs, adapters and weights that a method makes in every pass add what their gradients need.
 *
 * <p>With activation checkpointing a layer runs operation by operation: one state a layer lives all the time, and every result of one layer. Inference keeps the cache and what
 * the widest half of one layer holds.
 *
 * <p>Not modelled: the allocator's rounding, the engine's own few megabytes, buffers of matrix products, dropout masks, biases by position, norms behind a sub-layer. How far off it is:
 * {@code docs/log.md}.
 */
final class MemoryModel {

	/** logarithms of scores, and the gradients of both */
	private static final int SCORE_COPIES = 3;

	/** numbers of the output layer that {@code parts_of_vocabulary} takes at once */
	private static final long SCORES_AT_ONCE = 1 << 23;

	/** of queries, keys, values and what they give */
	private static final int ATTENTION_COPIES = 4;

	/** a gate's result, its activation, and what it is multiplied with */
	private static final int GATE_COPIES = 3;

	private static final String KEPT_ANYWAY = "";

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
		if (load.checkpointsActivations()) {
			return checkpointed(gradients, optimizer);
		}
		long kept = (long) (bytes(kept()) + madeAnew());
		long scores = scores() + headGradient();
		return new Estimate.Training(weights(), gradients, optimizer, kept, scores, weights() + optimizer + Math.max(kept + scores, gradients));
	}

	/** One state (B, T, C) a layer and its gradient, the sums of gradients from the start, and the greater of one layer's results and the scores. */
	private Estimate.Training checkpointed(long gradients, long optimizer) {
		double states = 0;
		for (Map.Entry<Site.Stack, Integer> stack : blueprint.layers().entrySet()) {
			states += (stack.getValue() + 1.0) * blueprint.width() * positions(stack.getKey());
		}
		long results = (long) bytes(states + blueprint.width() * (double) positions(Site.Stack.DECODER));
		long inner = Math.max((long) ((bytes(results()) + madeAnew()) / layers()), scores());
		return new Estimate.Training(weights(), gradients, optimizer, results, inner, weights() + gradients + optimizer + results + inner);
	}

	private int layers() {
		return blueprint.layers().values().stream().mapToInt(Integer::intValue).sum();
	}

	Estimate.Inference inference() {
		long cache = 0;
		for (AttentionSite attention : blueprint.attentions()) {
			boolean cached = attention.site().stack() == Site.Stack.DECODER;
			cache += cached ? 2 * load.batch() * keyPositions(attention.site()) * attention.keyWidth() * load.weightBytes() : 0;
		}
		long results = (long) (bytes(widest()) + madeAnew() / layers());
		return new Estimate.Inference(weights(), cache, results, weights() + cache + results);
	}

	/** The sum of the embedding's gradients, where it is the output layer too; the one by tokens read is small. */
	private long tiedGradients() {
		return counted.parameters()
			.byName()
			.values()
			.stream()
			.filter(parameter -> tied && parameter.shape().dimension() == 2 && parameter.shape().get(0) == vocabulary)
			.mapToLong(Parameter::size)
			.sum();
	}

	/** The output layer's gradient comes with the loss, and once more as backward's first, while all activations are there. */
	private long headGradient() {
		return counted.parameters()
			.byName()
			.values()
			.stream()
			.filter(parameter -> parameter.shape().dimension() == 2 && parameter.shape().get(0) == vocabulary)
			.mapToLong(parameter -> 2 * Float.BYTES * parameter.size())
			.min()
			.orElse(0);
	}

	private long scores() {
		long part = Math.min(vocabulary, SCORES_AT_ONCE / blueprint.width() + 1);
		long numbers = trainsTokens() ? SCORE_COPIES * vocabulary : vocabulary + part;
		return Float.BYTES * (long) load.batch() * load.targets() * numbers;
	}

	/** Rows of some tokens, in the place of the output layer's own. */
	private boolean trainsTokens() {
		return tied && names().stream().anyMatch(name -> name.contains("trainable_tokens"));
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

	/** The decoder of an encoder–decoder reads the targets. */
	private long positions(Site.Stack stack) {
		boolean answers = blueprint.hasEncoder() && stack == Site.Stack.DECODER;
		return (answers ? load.targets() : load.tokens()) + added.virtualTokens();
	}

	private double bytes(double numbers) {
		return numbers * load.batch() * load.weightBytes();
	}

	/** What the backward pass needs, in numbers of one example. */
	private double kept() {
		double numbers = blueprint.width() * (double) positions(Site.Stack.DECODER);
		Set<String> inputs = new HashSet<>(Set.of(KEPT_ANYWAY));
		for (LinearSite linear : blueprint.linears()) {
			if (passesGradient(linear.site().stack(), linear.site().layer())) {
				numbers += behind(linear) + method(linear) * positions(linear.site().stack());
				numbers += (isRead(linear) || keepsInput(linear)) && inputs.add(input(linear.site())) ? linear.in() * (double) positions(linear.site().stack()) : 0;
			}
		}
		return numbers;
	}

	/** Each half of a layer at the linear layer that ends it; the inner width of a feed-forward at the one that leads into it. */
	private double behind(LinearSite linear) {
		double positions = positions(linear.site().stack());
		return switch (linear.site().kind()) {
			case ATTENTION_OUTPUT -> (blueprint.width() + (ATTENTION_COPIES - 2.0) * linear.in()) * positions + 2.0 * linear.in() * keyPositions(linear.site());
			case MLP_DOWN -> blueprint.width() * positions;
			case MLP_UP -> linear.out() * positions;
			case MLP_GATE -> (GATE_COPIES - 1.0) * linear.out() * positions;
			default -> 0;
		};
	}

	/** Keys and values of an attention over the encoder's states have its positions. */
	private long keyPositions(Site attention) {
		return positions(attention.cross() ? Site.Stack.ENCODER : attention.stack());
	}

	/** Layers that read the same share what is kept of it; the attention's result is kept anyway. */
	private static String input(Site site) {
		return switch (site.kind()) {
			case ATTENTION_OUTPUT -> KEPT_ANYWAY;
			case MLP_DOWN -> site.path();
			case MLP_GATE, MLP_UP -> layerPath(site.path()) + "feed-forward";
			default -> layerPath(site.path()) + "attention" + site.cross();
		};
	}

	/** What a method keeps beside the layer's own. */
	private double method(LinearSite linear) {
		double scaled = names().stream().anyMatch((linear.site().path() + ".ia3_l")::equals) ? scaled(linear) : 0;
		boolean ends = linear.site().kind() == Site.Kind.ATTENTION_OUTPUT || linear.site().kind() == Site.Kind.MLP_DOWN;
		return scaled + (ends ? adapter(linear.site()) : 0);
	}

	/** Every operation's result, in numbers of one example. */
	private double results() {
		return blueprint.linears()
			.stream()
			.filter(linear -> !isPartOfWhole(linear.site()))
			.mapToDouble(linear -> (linear.out() + method(linear) + beside(linear)) * positions(linear.site().stack()))
			.sum();
	}

	/** What stands behind a linear layer that ends half a layer: norm and sum, the attention's parts or the activation. */
	private double beside(LinearSite linear) {
		return switch (linear.site().kind()) {
			case ATTENTION_OUTPUT -> 2.0 * blueprint.width() + (1.0 + ATTENTION_COPIES) * linear.in();
			case MLP_DOWN -> 2.0 * blueprint.width() + linear.in();
			case MLP_GATE -> linear.out();
			default -> 0;
		};
	}

	/** The widest half of a layer: the stream, its norm, and what lies between the first linear layers and the last; in numbers of one example. */
	private double widest() {
		boolean gated = blueprint.has(Site.Kind.MLP_GATE);
		double inner = 0;
		for (LinearSite linear : blueprint.linears()) {
			inner = Math.max(inner, switch (linear.site().kind()) {
				case ATTENTION_OUTPUT -> (double) ATTENTION_COPIES * linear.in();
				case MLP_UP -> (gated ? GATE_COPIES : 2.0) * linear.out();
				default -> 0;
			});
		}
		return (2.0 * blueprint.width() + inner) * positions(blueprint.hasEncoder() ? Site.Stack.ENCODER : Site.Stack.DECODER);
	}

	/** (IA)³'s vector lies along the output, or along the input. */
	private double scaled(LinearSite linear) {
		return counted.parameters().byName().get(linear.site().path() + ".ia3_l").shape().get(0) == 1 ? linear.in() : linear.out();
	}

	/** A bottleneck's input and its two inner results. */
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
		return here * (double) blueprint.width() + 2.0 * inner;
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
		return names().stream().anyMatch(name -> name.startsWith(linear.site().path() + ".") && !name.endsWith(".bias") && !name.endsWith(".ia3_l"));
	}

	/** oneDNN's products come with their whole gradient, so their inputs live on also where the weight is frozen. */
	private boolean keepsInput(LinearSite linear) {
		return load.products().keepInputs(linear.in(), linear.out(), (long) load.batch() * positions(linear.site().stack()));
	}

	/** Weights that are computed in every pass and kept for the next, twice; in float32. */
	private double madeAnew() {
		if (added.tokenPass() + added.sourcePass() == 0) {
			return 0;
		}
		return blueprint.linears().stream().filter(this::isRead).mapToDouble(linear -> 2.0 * Float.BYTES * linear.in() * linear.out()).sum();
	}

}
