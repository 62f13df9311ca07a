package org.peftboard.evaluator.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.hub.Safetensors;
import org.peftboard.evaluator.nn.FloatType;
import org.peftboard.evaluator.nn.Ops;
import tools.jackson.databind.JsonNode;

/**
 * Where a model takes its weights from: a checkpoint's files (one safetensors file, or shards with an index), or nowhere (random, for pretraining and for
 * shapes without weights).
 */
public final class Weights {

	private static final String SINGLE = "model.safetensors";

	private static final String INDEX = "model.safetensors.index.json";

	private final Source source;

	private final Map<String, Supplier<NDArray>> replaced;

	private Weights(Source source, Map<String, Supplier<NDArray>> replaced) {
		this.source = source;
		this.replaced = replaced;
	}

	private interface Source {

		NDArray take(Ops ops, NDManager manager, String name, Shape shape);

		default boolean has(String name) {
			return false;
		}

	}

	/** Tensors by name in a folder's files; where a checkpoint leaves out the first part of a name ({@code transformer.}), so does it. */
	private record Checkpoint(Path folder, Map<String, Safetensors> byTensor) implements Source {

		@Override
		public NDArray take(Ops ops, NDManager manager, String name, Shape shape) {
			String stored = stored(name);
			Safetensors tensors = byTensor.get(stored);
			if (tensors == null) {
				throw new Problem.Refused(folder.getFileName() + ": tensor '" + name + "'", "nothing",
						Arrays.toString(shape.getShape()) + " in one of its files");
			}
			return load(ops, manager, tensors, stored, shape, ", as config.json says");
		}

		@Override
		public boolean has(String name) {
			return byTensor.containsKey(stored(name));
		}

		private String stored(String name) {
			return byTensor.containsKey(name) ? name : name.substring(name.indexOf('.') + 1);
		}

	}

	/**
	 * The weights of a checkpoint folder.
	 *
	 * @throws Problem.Refused where a file is missing or broken
	 */
	public static Weights of(Path folder) {
		Map<String, Safetensors> byTensor = new HashMap<>();
		for (Path file : files(folder)) {
			Safetensors tensors = Safetensors.open(file);
			tensors.names().forEach(name -> byTensor.put(name, tensors));
		}
		return new Weights(new Checkpoint(folder, Map.copyOf(byTensor)), Map.of());
	}

	/**
	 * Weights for a model that is to be trained from nothing: normal with the given deviation, vectors one. The engine's seed decides.
	 */
	public static Weights random(double deviation) {
		return new Weights((ops, manager, name, shape) -> {
			NDArray array = shape.dimension() == 1 ? manager.ones(shape) : manager.zeros(shape);
			if (shape.dimension() > 1) {
				ops.update("normal", array, ops.constant(deviation)).close();
			}
			return array;
		}, Map.of());
	}

	/** The same weights, some of them replaced: an adapter merged into its base. */
	public Weights with(Map<String, Supplier<NDArray>> merged) {
		return new Weights(source, Map.copyOf(merged));
	}

	/**
	 * A weight as float32, in the engine's memory, owned by the manager.
	 *
	 * @throws Problem.Refused where it is missing or has another shape
	 */
	NDArray take(Ops ops, NDManager manager, String name, Shape shape) {
		return source.take(ops, manager, name, shape);
	}

	/** The merged weight that stands for this one, owned by the manager; absent where there is none. */
	@Nullable NDArray merged(NDManager manager, String name) {
		Supplier<NDArray> merged = replaced.get(name);
		if (merged == null) {
			return null;
		}
		NDArray array = merged.get();
		array.attach(manager);
		return array;
	}

	boolean hasMerged(String name) {
		return replaced.containsKey(name);
	}

	/** Whether a file holds this tensor. */
	boolean has(String name) {
		return source.has(name);
	}

	private static Set<Path> files(Path folder) {
		if (!Files.isDirectory(folder)) {
			throw new Problem.Refused("model", folder.toString(), "a folder with config.json and " + SINGLE);
		}
		Path index = folder.resolve(INDEX);
		// as transformers does: an index beside a single file is of earlier shards
		if (Files.exists(folder.resolve(SINGLE)) || !Files.exists(index)) {
			return Set.of(folder.resolve(SINGLE));
		}
		try {
			Set<Path> files = new LinkedHashSet<>();
			JsonNode map = Json.tree(INDEX, Files.readString(index)).path("weight_map");
			if (!map.isObject() || map.isEmpty()) {
				throw new Problem.Refused(INDEX + ": weight_map", map.isMissingNode() ? "nothing" : map.toString(), "the file of each tensor");
			}
			for (JsonNode file : map) {
				files.add(folder.resolve(Path.of(file.asString()).getFileName()));
			}
			return files;
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	/**
	 * A tensor of a file as float32.
	 *
	 * @param why ends the error's sentence on the shape needed
	 * @throws Problem.Refused where it has another shape, or is not of floating-point numbers
	 */
	public static NDArray load(Ops ops, NDManager manager, Safetensors tensors, String name, Shape shape, String why) {
		Safetensors.Tensor tensor = tensors.tensor(name);
		String place = tensors.file().getFileName() + ": tensor '" + name + "'";
		if (!Arrays.equals(tensor.shape(), shape.getShape())) {
			throw new Problem.Refused(place, Arrays.toString(tensor.shape()), Arrays.toString(shape.getShape()) + why);
		}
		FloatType stored = switch (tensor.type()) {
			case F32 -> FloatType.FLOAT32;
			case F16 -> FloatType.FLOAT16;
			case BF16 -> FloatType.BFLOAT16;
			default -> throw new Problem.Refused(place, "type " + tensor.type(), "F32, F16 or BF16");
		};
		return ops.decodeFloats(manager, tensors.bytes(name), stored, shape);
	}

}
