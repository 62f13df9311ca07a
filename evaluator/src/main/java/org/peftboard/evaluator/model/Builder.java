package org.peftboard.evaluator.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameters;

/** What every architecture does at a site while it builds itself: take the base weight, ask the adaptation. */
final class Builder {

	private final Ops ops;

	private final NDManager manager;

	private final Weights weights;

	private final Adaptation adaptation;

	private final Parameters parameters;

	private final Map<String, NDArray> taken = new LinkedHashMap<>();

	Builder(Ops ops, NDManager manager, Weights weights, Adaptation adaptation) {
		this.ops = ops;
		this.manager = manager;
		this.weights = weights;
		this.adaptation = adaptation;
		this.parameters = new Parameters(ops, manager);
	}

	/** The base model's parameter of this name at a site, which trains if the adaptation says so. */
	NDArray weight(Site site, String name, Shape shape) {
		String full = site.path() + "." + name;
		NDArray array = weights.take(ops, manager, full, shape);
		taken.put(full, array);
		if (adaptation.trains(site)) {
			parameters.train(site.path() + adaptation.infix() + "." + name, array);
			parameters.merge(full, () -> ops.update("own", array));
		}
		return array;
	}

	/** A linear layer without bias, or what the adaptation makes of it. */
	Linear linear(Site site, long in, long out) {
		Dense base = new Dense(ops, weight(site, "weight", new Shape(out, in)), null);
		return adaptation.linear(site, base, parameters);
	}

	Ops ops() {
		return ops;
	}

	Parameters parameters() {
		return parameters;
	}

	/** base weights by name, in the order of building */
	Map<String, NDArray> taken() {
		return Collections.unmodifiableMap(taken);
	}

}
