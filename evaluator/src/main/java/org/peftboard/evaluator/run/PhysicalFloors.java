package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Result.Inference;
import org.peftboard.evaluator.contract.Result.LatencyReport;
import org.peftboard.evaluator.contract.Result.ParameterCounts;
import org.peftboard.evaluator.contract.Result.PeakMemory;
import org.peftboard.evaluator.contract.Result.Suspicion;

/** What no sound measurement can go below. A result that breaks a floor is told so, and a person looks at it before it ranks. */
final class PhysicalFloors {

	/** a standard error is this often exceeded by chance in about one of 370 */
	private static final double STANDARD_ERRORS = 3;

	/** equal models differ by where their tensors lie in memory, which repeats in one process do not see */
	private static final double LEAST_MARGIN = 0.05;

	/** pages that the allocator may have had at hand when the baseline was read */
	private static final long SLACK_BYTES = 1 << 20;

	/** every number here is a float32: on the CPU all weights, everywhere gradients, moments and adapter files */
	private static final int FLOAT_BYTES = 4;

	private PhysicalFloors() {
	}

	/** The floors that are broken; none in a sound result. */
	static List<Suspicion> broken(ParameterCounts parameters, @Nullable PeakMemory training, LatencyReport latency, Inference inference,
			@Nullable Long adapterSizeBytes) {
		List<Suspicion> broken = new ArrayList<>();
		if (parameters.trainableParameters() != parameters.formulaParameters()) {
			broken.add(new Suspicion("trainable-parameters", parameters.trainableParameters() + " scalars in tensors, " + parameters.formulaParameters()
					+ " by the method's formula"));
		}
		faster(broken, latency);
		long weights = FLOAT_BYTES * parameters.totalParameters();
		// a gradient and two moments of each
		atLeast(broken, "training-memory", training, weights + 3 * FLOAT_BYTES * parameters.trainableParameters());
		atLeast(broken, "inference-memory", inference.peakMemory(), weights);
		if (adapterSizeBytes != null && adapterSizeBytes < FLOAT_BYTES * parameters.storedParameters()) {
			broken.add(new Suspicion("adapter-size", adapterSizeBytes + " bytes, need at least " + FLOAT_BYTES * parameters.storedParameters()));
		}
		return broken;
	}

	private static void faster(List<Suspicion> broken, LatencyReport latency) {
		double error = Math.hypot(latency.base().relativeError(), latency.unmerged().relativeError());
		double least = 1 - Math.max(LEAST_MARGIN, STANDARD_ERRORS * error);
		if (latency.unmergedToBase() < least) {
			broken.add(new Suspicion("faster-than-base",
					String.format(Locale.ROOT, "unmerged latency is %.3f of the base model's, need at least %.3f", latency.unmergedToBase(), least)));
		}
	}

	private static void atLeast(List<Suspicion> broken, String check, @Nullable PeakMemory memory, long floor) {
		if (memory != null && memory.bytes() < floor - SLACK_BYTES) {
			broken.add(new Suspicion(check, memory.bytes() + " bytes, need at least " + floor));
		}
	}

}
