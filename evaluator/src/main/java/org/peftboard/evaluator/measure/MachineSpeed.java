package org.peftboard.evaluator.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.nn.Ops;

/**
 * What this machine's engine reaches, best of several tries, in float32.
 *
 * @param flopsPerSecond of a product of two square matrices of side 1,024; a multiply–add is two
 * @param bytesPerSecond read from a matrix of 256 MiB in a product with one row
 * @param secondsPerCall of an operation on next to nothing: what a call costs
 */
public record MachineSpeed(double flopsPerSecond, double bytesPerSecond, double secondsPerCall) {

	private static final int TRIES = 7;

	private static final int SIDE = 1024;

	private static final int LARGE_SIDE = 8192;

	private static final int CALLS = 2000;

	/** Measures, in about two seconds. */
	public static MachineSpeed of(Ops ops) {
		try (NDManager scratch = ops.newManager()) {
			NDArray square = scratch.ones(new Shape(SIDE, SIDE));
			double product = best(() -> ops.call("linear", square, square).close());
			NDArray large = scratch.ones(new Shape(LARGE_SIDE, LARGE_SIDE));
			NDArray row = scratch.ones(new Shape(1, LARGE_SIDE));
			double reading = best(() -> ops.call("linear", row, large).close());
			NDArray one = scratch.ones(new Shape(1));
			double calls = best(() -> {
				for (int call = 0; call < CALLS; call++) {
					ops.call("add", one, one).close();
				}
			});
			return new MachineSpeed(2.0 * SIDE * SIDE * SIDE / product, (double) Float.BYTES * LARGE_SIDE * LARGE_SIDE / reading, calls / CALLS);
		}
	}

	private static double best(Runnable work) {
		double best = Double.POSITIVE_INFINITY;
		for (int attempt = 0; attempt < TRIES; attempt++) {
			long start = System.nanoTime();
			work.run();
			best = Math.min(best, (System.nanoTime() - start) / 1e9);
		}
		return best;
	}

}
