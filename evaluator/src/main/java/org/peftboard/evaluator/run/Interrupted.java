package org.peftboard.evaluator.run;

import java.util.function.BooleanSupplier;

/** Ends a run between two steps, because it was asked to stop or because its deadline passed. */
public final class Interrupted extends RuntimeException {

	private static final long serialVersionUID = 1L;

	Interrupted() {
		super("asked to stop");
	}

	static void throwIf(BooleanSupplier stop) {
		if (stop.getAsBoolean()) {
			throw new Interrupted();
		}
	}

}
