package org.peftboard.evaluator.nn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that one run trains: those that a method adds, and those of the base model that it lets train, each under the name that its adapter
 * file gives it, in the order in which the model was built; and tensors that a method keeps frozen beside them.
 */
public final class Parameters {

	private final @Nullable Ops ops;

	private final @Nullable NDManager manager;

	private final Map<String, Parameter> trained = new LinkedHashMap<>();

	private final Map<String, Parameter> frozen = new LinkedHashMap<>();

	private final Map<String, Supplier<NDArray>> merges = new LinkedHashMap<>();

	/** the dimension along which a file may leave pruned entries out */
	private final Map<String, Integer> prunable = new HashMap<>();

	private long addedCount;

	private boolean training;

	public Parameters(Ops ops, NDManager manager) {
		this.ops = ops;
		this.manager = manager;
	}

	private Parameters() {
		this.ops = null;
		this.manager = null;
	}

	/** Takes names and shapes and makes no tensors: for counting. */
	public static Parameters blueprint() {
		return new Parameters();
	}

	/** Whether tensors are made at all. */
	public boolean isBlueprint() {
		return ops == null;
	}

	/** Whether a training step runs: dropout acts only then. */
	public boolean isTraining() {
		return training;
	}

	public void setTraining(boolean training) {
		this.training = training;
	}

	/** The engine; not in a blueprint. */
	public Ops ops() {
		return Objects.requireNonNull(ops, "a blueprint has no engine");
	}

	/** Adds a parameter of zeros. */
	public Parameter zeros(String name, Shape shape) {
		return add(name, shape, () -> owner().zeros(shape));
	}

	/** Adds a parameter of ones. */
	public Parameter ones(String name, Shape shape) {
		return add(name, shape, () -> owner().ones(shape));
	}

	/** Adds a parameter that is the same number everywhere. */
	public Parameter constant(String name, Shape shape, double value) {
		return add(name, shape, () -> owner().full(shape, (float) value));
	}

	/** Adds a parameter of normal numbers with mean 0. */
	public Parameter normal(String name, Shape shape, double deviation) {
		return add(name, shape, () -> drawn("normal", shape, deviation));
	}

	/** Adds a parameter of uniform numbers in [−bound, bound). */
	public Parameter uniform(String name, Shape shape, double bound) {
		return add(name, shape, () -> drawn("uniform", shape, bound));
	}

	/** Adds a parameter whose first numbers are computed; not asked in a blueprint. The array made is taken over; {@link Ops#update} makes none that can train. */
	public Parameter add(String name, Shape shape, Supplier<NDArray> first) {
		addedCount += shape.size();
		return train(name, make(name, shape, first));
	}

	/** Adds a tensor that is saved with the adapter and does not train. */
	public Parameter frozen(String name, Shape shape, Supplier<NDArray> first) {
		addedCount += shape.size();
		Parameter parameter = make(name, shape, first);
		requireNew(frozen, name, parameter);
		return parameter;
	}

	private Parameter make(String name, Shape shape, Supplier<NDArray> first) {
		if (isBlueprint()) {
			return new Parameter(name, shape, null);
		}
		NDArray array = ops().inFloat32(first.get());
		array.attach(owner());
		return new Parameter(name, shape, array);
	}

	/** Numbers of the engine's seeded generator; {@code operation} is {@code normal} or {@code uniform}. */
	public NDArray drawn(String operation, Shape shape, double size) {
		NDArray array = owner().zeros(shape);
		ops().update(operation, array, ops().constant(size)).close();
		return array;
	}

	/** For what a method remembers while it trains; closed with the model. */
	public NDManager newManager() {
		return owner().newSubManager();
	}

	private NDManager owner() {
		return Objects.requireNonNull(manager, "a blueprint has no memory");
	}

	/** Lets a parameter of the base model train, under this name in the adapter file. */
	public Parameter train(String name, Parameter parameter) {
		requireNew(trained, name, parameter);
		if (parameter.value() != null) {
			parameter.value().setRequiresGradient(true);
		}
		return parameter;
	}

	private static void requireNew(Map<String, Parameter> known, String name, Parameter parameter) {
		if (known.putIfAbsent(name, parameter) != null) {
			throw new IllegalArgumentException("parameter: got '" + name + "' twice, need a name of its own");
		}
	}

	/** Says how a base weight reads when the adapter is folded into it; the array made belongs to the caller. */
	public void merge(String baseWeight, Supplier<NDArray> merged) {
		merges.put(baseWeight, merged);
	}

	/** Merged weights by the name of the base weight that each replaces. */
	public Map<String, Supplier<NDArray>> merges() {
		return Collections.unmodifiableMap(merges);
	}

	/** What trains, by its name in the adapter file. */
	public Map<String, Parameter> byName() {
		return Collections.unmodifiableMap(trained);
	}

	/** Whether this very parameter trains. */
	public boolean trains(Parameter parameter) {
		return trained.values().stream().anyMatch(each -> each == parameter);
	}

	/** What an adapter file holds: all that trains, and what stays frozen beside it. */
	public Map<String, Parameter> saved() {
		Map<String, Parameter> saved = new LinkedHashMap<>(trained);
		saved.putAll(frozen);
		return saved;
	}

	public List<NDArray> arrays() {
		List<NDArray> arrays = new ArrayList<>();
		trained.values().forEach(parameter -> arrays.add(parameter.array()));
		return arrays;
	}

	/** Scalars that get gradients. */
	public long trainableCount() {
		return sum(trained.values());
	}

	/** Scalars that the method added to the base model. */
	public long addedCount() {
		return addedCount;
	}

	/** Scalars of the adapter file. */
	public long savedCount() {
		return sum(trained.values()) + sum(frozen.values());
	}

	private static long sum(Collection<Parameter> parameters) {
		return parameters.stream().mapToLong(Parameter::size).sum();
	}

	/** Lets a file leave out entries of a matrix along this dimension; in memory they are zero, behind those that are there. */
	public Parameter prunable(int dimension, Parameter matrix) {
		prunable.put(matrix.name(), dimension);
		return matrix;
	}

	/** A parameter's shape in a file that has so many entries along its prunable dimension; its own shape where it has no such dimension. */
	public Shape pruned(String name, int left) {
		long[] shape = saved().get(name).shape().getShape().clone();
		if (prunable.containsKey(name)) {
			shape[prunable.get(name)] = Math.min(left, shape[prunable.get(name)]);
		}
		return new Shape(shape);
	}

	/** Overwrites a parameter in place with a tensor of its shape, or of one in which some entries along its prunable dimension are left out. */
	public void assign(String name, NDArray value) {
		Parameter parameter = trained.containsKey(name) ? trained.get(name) : frozen.get(name);
		if (parameter == null || !mayHold(name, value.getShape())) {
			throw new IllegalArgumentException("parameter '" + name + "': got " + value.getShape() + ", need "
					+ (parameter == null ? "one of " + saved().keySet() : parameter.shape().toString()));
		}
		if (parameter.shape().equals(value.getShape())) {
			ops().update("assign", parameter.array(), value).close();
			return;
		}
		try (NDArray whole = owner().create(padded(value, parameter.shape()), parameter.shape())) {
			ops().update("assign", parameter.array(), whole).close();
		}
	}

	private boolean mayHold(String name, Shape shape) {
		Integer dimension = prunable.get(name);
		Shape whole = saved().get(name).shape();
		return shape.equals(whole) || (dimension != null && shape.dimension() == whole.dimension() && shape.equals(pruned(name, (int) shape.get(dimension))));
	}

	/** A matrix's numbers with zeros to the right of its rows and below them. */
	private static float[] padded(NDArray matrix, Shape shape) {
		float[] values = matrix.toFloatArray();
		float[] whole = new float[(int) shape.size()];
		int columns = (int) matrix.getShape().get(1);
		for (int row = 0; row < matrix.getShape().get(0); row++) {
			System.arraycopy(values, row * columns, whole, row * (int) shape.get(1), columns);
		}
		return whole;
	}

}
