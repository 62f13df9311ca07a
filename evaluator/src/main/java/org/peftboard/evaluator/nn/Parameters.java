package org.peftboard.evaluator.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * The parameters that one run trains: those that a method adds, and those of the base model that it lets train, each under the name that its adapter
 * file gives it, in the order in which the model was built.
 */
public final class Parameters {

	private final Ops ops;

	private final NDManager manager;

	private final Map<String, NDArray> trained = new LinkedHashMap<>();

	private final Map<String, Supplier<NDArray>> merges = new LinkedHashMap<>();

	private long addedCount;

	private boolean training;

	public Parameters(Ops ops, NDManager manager) {
		this.ops = ops;
		this.manager = manager;
	}

	/** Whether a training step runs: dropout acts only then. */
	public boolean isTraining() {
		return training;
	}

	public void setTraining(boolean training) {
		this.training = training;
	}

	public Ops ops() {
		return ops;
	}

	/** Adds a parameter of zeros. */
	public NDArray zeros(String name, Shape shape) {
		return add(name, manager.zeros(shape));
	}

	/** Adds a parameter of normal numbers with mean 0. */
	public NDArray normal(String name, Shape shape, double deviation) {
		NDArray array = manager.zeros(shape);
		ops.update("normal", array, ops.constant(deviation)).close();
		return add(name, array);
	}

	/** Adds a parameter of uniform numbers in [−bound, bound). */
	public NDArray uniform(String name, Shape shape, double bound) {
		NDArray array = manager.zeros(shape);
		ops.update("uniform", array, ops.constant(bound)).close();
		return add(name, array);
	}

	private NDArray add(String name, NDArray array) {
		addedCount += array.size();
		return train(name, array);
	}

	/** Lets a parameter of the base model train. */
	public NDArray train(String name, NDArray array) {
		if (trained.putIfAbsent(name, array) != null) {
			throw new IllegalArgumentException("parameter: got '" + name + "' twice, need a name of its own");
		}
		array.setRequiresGradient(true);
		return array;
	}

	/** Says how a base weight reads when the adapter is folded into it; the array made belongs to the caller. */
	public void merge(String baseWeight, Supplier<NDArray> merged) {
		merges.put(baseWeight, merged);
	}

	/** Merged weights by the name of the base weight that each replaces. */
	public Map<String, Supplier<NDArray>> merges() {
		return Collections.unmodifiableMap(merges);
	}

	public Map<String, NDArray> byName() {
		return Collections.unmodifiableMap(trained);
	}

	public List<NDArray> arrays() {
		return new ArrayList<>(trained.values());
	}

	/** Scalars that get gradients. */
	public long trainableCount() {
		return trained.values().stream().mapToLong(NDArray::size).sum();
	}

	/** Scalars that the method added to the base model. */
	public long addedCount() {
		return addedCount;
	}

	/** Overwrites a parameter in place. */
	public void assign(String name, NDArray value) {
		NDArray array = trained.get(name);
		if (array == null || !array.getShape().equals(value.getShape())) {
			throw new IllegalArgumentException("parameter '" + name + "': got " + value.getShape() + ", need "
					+ (array == null ? "one of " + trained.keySet() : array.getShape().toString()));
		}
		ops.update("assign", array, value).close();
	}

}
