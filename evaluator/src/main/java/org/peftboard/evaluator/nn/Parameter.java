package org.peftboard.evaluator.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A named tensor of a model. In a blueprint it has a shape and no numbers, so that a model of any size can be counted without memory.
 *
 * @param name  in the base model's checkpoint, or in the adapter file
 * @param shape as the engine holds it
 * @param value its numbers; absent in a blueprint
 */
public record Parameter(String name, Shape shape, @Nullable NDArray value) {

	/**
	 * Its numbers.
	 *
	 * @throws IllegalStateException in a blueprint
	 */
	public NDArray array() {
		if (value == null) {
			throw new IllegalStateException("parameter '" + name + "': a blueprint has shapes only, load weights to compute");
		}
		return value;
	}

	public long size() {
		return shape.size();
	}

}
