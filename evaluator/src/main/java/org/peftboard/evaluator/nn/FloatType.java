package org.peftboard.evaluator.nn;

/** How a checkpoint stores its numbers. */
public enum FloatType {

	FLOAT32, FLOAT16, BFLOAT16

}
