package org.peftboard.evaluator.nn;

import java.nio.ByteBuffer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrayAdapter;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Stands for the result of an operation that is noted and has not run: it can be given to operations and has neither numbers nor a shape yet. */
final class Noted extends NDArrayAdapter {

	/** Thrown where numbers or shapes of such a tensor are asked for. */
	static final class Needed extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Needed(String what) {
			super("noted tensor: got asked for " + what + ", which is there only after the call", null, false, false);
		}

	}

	Noted() {
		super(null, null, null, null, "noted");
	}

	@Override
	public NDManager getManager() {
		throw new Needed("its manager");
	}

	@Override
	public Shape getShape() {
		throw new Needed("its shape");
	}

	@Override
	public void attach(NDManager manager) {
		// it owns nothing
	}

	@Override
	public void detach() {
		// nobody owns it
	}

	@Override
	public void close() {
		// it owns nothing
	}

	@Override
	public void intern(NDArray replaced) {
		throw new Needed("its numbers");
	}

	@Override
	public ByteBuffer toByteBuffer(boolean tryDirect) {
		throw new Needed("its numbers");
	}

	@Override
	public boolean equals(Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

}
