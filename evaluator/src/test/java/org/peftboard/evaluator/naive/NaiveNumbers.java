package org.peftboard.evaluator.naive;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.Parameter;

/** The numbers of a model, those of its base and those that a method added, in float64 by the name of the tensor. */
public final class NaiveNumbers {

	private final Map<String, Tensor> tensors = new HashMap<>();

	private record Tensor(int[] shape, double[] values) {

		static Tensor of(Parameter parameter) {
			float[] floats = parameter.array().toFloatArray();
			double[] values = new double[floats.length];
			for (int index = 0; index < floats.length; index++) {
				values[index] = floats[index];
			}
			return new Tensor(Arrays.stream(parameter.shape().getShape()).mapToInt(Math::toIntExact).toArray(), values);
		}

	}

	/** A copy of what the model holds now. */
	public static NaiveNumbers of(LanguageModel model) {
		NaiveNumbers numbers = new NaiveNumbers();
		model.weights().forEach((name, parameter) -> numbers.tensors.put(name, Tensor.of(parameter)));
		model.parameters().saved().forEach((name, parameter) -> numbers.tensors.put(name, Tensor.of(parameter)));
		return numbers;
	}

	public boolean has(String name) {
		return tensors.containsKey(name);
	}

	/** All entries, flat and live: what is written here counts from the next pass on. */
	public double[] entries(String name) {
		return tensor(name).values();
	}

	public double[] vector(String name) {
		return tensor(name).values().clone();
	}

	public double[][] matrix(String name) {
		return matrix(tensor(name), 0, 0, 1);
	}

	/** Matrix {@code index} of a tensor of three dimensions. */
	public double[][] matrix(String name, int index) {
		Tensor cube = tensor(name);
		return matrix(cube, index * cube.shape()[1] * cube.shape()[2], 1, 2);
	}

	/** Side of the first dimension. */
	public int count(String name) {
		return tensor(name).shape()[0];
	}

	private static double[][] matrix(Tensor tensor, int from, int rowDimension, int columnDimension) {
		int columns = tensor.shape()[columnDimension];
		double[][] matrix = new double[tensor.shape()[rowDimension]][];
		for (int row = 0; row < matrix.length; row++) {
			matrix[row] = Arrays.copyOfRange(tensor.values(), from + row * columns, from + (row + 1) * columns);
		}
		return matrix;
	}

	private Tensor tensor(String name) {
		if (!has(name)) {
			throw new IllegalArgumentException("tensor: got '" + name + "', need one of " + tensors.keySet());
		}
		return tensors.get(name);
	}

}
