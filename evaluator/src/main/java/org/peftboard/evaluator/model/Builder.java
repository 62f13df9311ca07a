package org.peftboard.evaluator.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.model.Blueprint.AttentionSite;
import org.peftboard.evaluator.model.Blueprint.LinearSite;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Norm;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;

/**
 * What every architecture does at a site while it builds itself: take the base weight, ask the hooks. Without weights it only notes sites and sizes, so that
 * the same code draws a blueprint, counts an adapted model of any size, and builds a real one.
 */
final class Builder {

	private static final String HEAD = "lm_head.weight";

	private final Parameters parameters;

	private final @Nullable Source source;

	private final Hooks hooks;

	private final Map<String, Parameter> taken = new LinkedHashMap<>();

	private final Map<String, Supplier<NDArray>> checkpoint = new LinkedHashMap<>();

	private final List<LinearSite> linears = new ArrayList<>();

	private final List<AttentionSite> attentions = new ArrayList<>();

	private final Map<Site.Stack, Integer> layers = new EnumMap<>(Site.Stack.class);

	private long streamWidth;

	private final Map<Site.Stack, Integer> prefixLengths = new EnumMap<>(Site.Stack.class);

	/** Where real weights come from. */
	private record Source(Weights weights, Ops ops, NDManager manager) {
	}

	private Builder(Parameters parameters, @Nullable Source source, Hooks hooks) {
		this.parameters = parameters;
		this.source = source;
		this.hooks = hooks;
	}

	/** Builds a real model. */
	static Builder real(Weights weights, Ops ops, NDManager manager, Parameters parameters, Hooks hooks) {
		return new Builder(parameters, new Source(weights, ops, manager), hooks);
	}

	/** Notes and counts, without numbers. */
	static Builder blueprint(Parameters parameters, Hooks hooks) {
		return new Builder(parameters, null, hooks);
	}

	/** The base model's parameter of this name at a site, which trains if the hooks say so. */
	Parameter weight(Site site, String part, Shape shape) {
		return weight(site, part, shape, false);
	}

	/** @param transposed whether the checkpoint has the matrix as (in, out) */
	private Parameter weight(Site site, String part, Shape shape, boolean transposed) {
		String full = site.path() + "." + part;
		boolean trains = hooks.trains(site, part);
		Parameter parameter = new Parameter(full, shape, source == null ? null : load(source, full, shape, transposed, trains));
		taken.put(full, parameter);
		checkpoint.put(full, () -> transposed ? parameters.ops().update("transposed", parameter.array()) : parameter.array());
		if (trains) {
			parameters.train(site.path() + hooks.infix() + "." + part, parameter);
			parameters.merge(full, () -> parameters.ops().update("own", parameter.array()));
		}
		return parameter;
	}

	/** What trains stays float32. */
	private static NDArray load(Source source, String name, Shape shape, boolean transposed, boolean trains) {
		NDArray array = load(source, name, shape, transposed);
		return trains ? array : source.ops().inPrecision(array);
	}

	private static NDArray load(Source source, String name, Shape shape, boolean transposed) {
		NDArray merged = source.weights().merged(source.manager(), name);
		if (merged != null) {
			return merged;
		}
		if (!transposed) {
			return source.weights().take(source.ops(), source.manager(), name, shape);
		}
		Shape stored = new Shape(shape.get(1), shape.get(0));
		try (NDArray matrix = source.weights().take(source.ops(), source.manager(), name, stored)) {
			NDArray turned = source.ops().call("transposed", matrix);
			turned.attach(source.manager());
			return turned;
		}
	}

	/** Whether the checkpoint has this tensor beside those that its configuration names; never in a blueprint. */
	boolean has(String tensor) {
		return source != null && source.weights().has(tensor);
	}

	/**
	 * The output layer of a decoder: its own matrix, or the embedding where the two are tied.
	 *
	 * @throws Problem.Refused where they are tied and the checkpoint has another matrix for it
	 */
	Parameter head(boolean tied, Parameter embedding) {
		if (!tied) {
			return weight(Site.outside(Site.Kind.HEAD, "lm_head"), "weight", embedding.shape());
		}
		if (source != null && has(HEAD) && has(embedding.name())) {
			requireSame(source, embedding);
		}
		return embedding;
	}

	private static void requireSame(Source source, Parameter embedding) {
		try (NDArray own = source.weights().take(source.ops(), source.manager(), HEAD, embedding.shape());
				NDArray tied = source.weights().take(source.ops(), source.manager(), embedding.name(), embedding.shape())) {
			if (!own.contentEquals(tied)) {
				throw new Problem.Refused("config.json: tie_word_embeddings", "true, beside weights in which " + HEAD + " is not " + embedding.name(),
						"false, for an output layer of its own");
			}
		}
	}

	/** A linear layer, or what the hooks make of it. */
	Linear linear(Site site, long in, long out, boolean bias) {
		return adapted(site, dense(site, in, out, bias, false));
	}

	/** A linear layer whose checkpoint has the matrix as (in, out), with bias. */
	Linear transposedLinear(Site site, long in, long out) {
		return adapted(site, dense(site, in, out, true, true));
	}

	private Linear adapted(Site site, Dense base) {
		linears.add(new LinearSite(site, base.in(), base.out()));
		return hooks.linear(site, base);
	}

	private Dense dense(Site site, long in, long out, boolean bias, boolean transposed) {
		Parameter weight = weight(site, "weight", new Shape(out, in), transposed);
		layOut(weight);
		boolean merged = source != null && source.weights().hasMerged(site.path() + ".bias");
		return new Dense(parameters, weight, bias || merged ? weight(site, "bias", new Shape(out)) : null);
	}

	/** A frozen matrix (out, in) by its columns, which is how one vector times it is read fastest. */
	private void layOut(Parameter weight) {
		boolean trains = parameters.byName().values().stream().anyMatch(trained -> trained == weight);
		if (source != null && !trains) {
			source.ops().update("lay_out", weight.array());
		}
	}

	/**
	 * Queries, keys and values of one matrix, stored as (in, 3·out) with bias. The hooks are asked for the whole first and, where they leave it as it is, for
	 * the three parts, which are views of it.
	 *
	 * @param parts sites of queries, keys and values
	 */
	Projections fused(Site whole, List<Site> parts, long in, long out) {
		Dense base = dense(whole, in, out * parts.size(), true, true);
		Linear adapted = adapted(whole, base);
		if (adapted != base) {
			return new Projections.Fused(adapted, parts.size());
		}
		List<Linear> made = new ArrayList<>();
		boolean changed = false;
		for (int index = 0; index < parts.size(); index++) {
			Dense part = part(base, parts.get(index), index, out);
			made.add(adapted(parts.get(index), part));
			changed |= made.get(index) != part;
		}
		return changed ? new Projections.Separate(made.get(0), made.get(1), made.get(2)) : new Projections.Fused(base, parts.size());
	}

	private Dense part(Dense whole, Site site, int index, long out) {
		Parameter bias = whole.bias();
		return new Dense(parameters, rows(whole.weight(), site.path() + ".weight", index, new Shape(out, whole.in())),
				bias == null ? null : rows(bias, site.path() + ".bias", index, new Shape(out)));
	}

	private Parameter rows(Parameter whole, String name, int index, Shape shape) {
		if (source == null) {
			return new Parameter(name, shape, null);
		}
		long out = shape.get(0);
		NDArray view = whole.array().get(new NDIndex(index * out + ":" + (index + 1) * out));
		view.attach(source.manager());
		NDArray merged = source.weights().merged(source.manager(), name);
		if (merged != null) {
			source.ops().update("assign", view, merged).close();
			merged.close();
		}
		return new Parameter(name, shape, view);
	}

	/** Root-mean-square norm. */
	Norm rmsNorm(Site site, long width, double epsilon, double offset) {
		return new Norm.Rms(parameters, weight(site, "weight", new Shape(width)), epsilon, offset);
	}

	/** Layer norm with bias. */
	Norm layerNorm(Site site, long width, double epsilon) {
		return new Norm.Layer(parameters, weight(site, "weight", new Shape(width)), weight(site, "bias", new Shape(width)), epsilon);
	}

	/** How a sub-layer's output goes back into the stream. */
	Residual residual(Site site, long width) {
		layers.merge(site.stack(), site.layer() + 1, Math::max);
		streamWidth = width;
		return hooks.residual(site, width);
	}

	/** The prefix of an attention. */
	@Nullable Prefix prefix(Site site, int groups, int headWidth) {
		attentions.add(new AttentionSite(site, groups, headWidth));
		Prefix prefix = hooks.prefix(site);
		prefixLengths.merge(site.stack(), prefix == null ? 0 : prefix.length(), Math::max);
		return prefix;
	}

	/** Virtual positions before every sequence of a stack, known when its attentions were built. */
	int prefixLength(Site.Stack stack) {
		return prefixLengths.getOrDefault(stack, 0);
	}

	/** Virtual tokens of a stack. */
	@Nullable SoftPrompt prompt(Site.Stack stack, TokenVectors vectors) {
		return hooks.prompt(stack, vectors);
	}

	/**
	 * The model's two ends, once both are built.
	 *
	 * @param site  of the embedding
	 * @param scale by which the model multiplies its embedding
	 */
	Vocabulary vocabulary(Site site, Parameter embedding, Parameter head, double scale) {
		layOut(head);
		return new Vocabulary(parameters, embedding, head, scale, hooks.trainedRows(site, embedding));
	}

	Hooks hooks() {
		return hooks;
	}

	Parameters parameters() {
		return parameters;
	}

	/** base weights by name, in the order of building */
	Map<String, Parameter> taken() {
		return Collections.unmodifiableMap(taken);
	}

	/** base weights as a checkpoint has them, by name */
	Map<String, Supplier<NDArray>> checkpoint() {
		return Collections.unmodifiableMap(checkpoint);
	}

	/** owner of the model's tensors */
	NDManager manager() {
		if (source == null) {
			throw new IllegalStateException("a blueprint has no memory, load weights to compute");
		}
		return source.manager();
	}

	/** Frees the model's tensors; a blueprint has none. */
	void close() {
		if (source != null) {
			source.manager().close();
		}
	}

	Blueprint drawn() {
		return new Blueprint(streamWidth, List.copyOf(linears), List.copyOf(attentions), Map.copyOf(layers));
	}

}
