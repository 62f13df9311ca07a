package org.peftboard.evaluator.nn;

/**
 * What products of matrices are computed in, and what frozen weights, activations and the key/value cache are kept in. What trains, its gradients and moments, norms,
 * softmax over the vocabulary and the loss are float32 in either case.
 */
public enum Precision {

	FLOAT32("float32.py"),

	/** the upper half of a float32: its range, and 8 significant bits */
	BFLOAT16("bfloat16.py");

	private final String resource;

	Precision(String resource) {
		this.resource = resource;
	}

	/** The operations in this precision. */
	String source() {
		return ScriptArchive.source("ops.py") + ScriptArchive.source(resource);
	}

}
