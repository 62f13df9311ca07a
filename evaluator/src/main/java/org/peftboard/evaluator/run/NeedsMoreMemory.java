package org.peftboard.evaluator.run;

import java.util.Locale;
import java.util.regex.Pattern;

import ai.djl.engine.EngineException;

/** Ends a run that the device's memory does not hold; its message says what was estimated. */
public final class NeedsMoreMemory extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** what PyTorch's allocators say on CUDA and on the CPU */
	private static final Pattern SAID = Pattern.compile("out of memory|can't allocate memory|not enough memory", Pattern.CASE_INSENSITIVE);

	private static final double GIGABYTE = 1e9;

	private NeedsMoreMemory(String message, EngineException cause) {
		super(message, cause);
	}

	/** As the process said that needed it. */
	NeedsMoreMemory(String message) {
		super(message);
	}

	/** Whether the engine failed for want of memory. */
	static boolean is(EngineException exception) {
		return exception.getMessage() != null && SAID.matcher(exception.getMessage()).find();
	}

	static NeedsMoreMemory of(EngineException exception, String device, Estimate estimate, Estimate.Load load) {
		Estimate.Training training = estimate.training();
		return new NeedsMoreMemory(String.format(Locale.ROOT,
				"memory of %s: got less than this setting takes, need about %.2f GB for training with %d × %d tokens (weights %.2f, gradients %.2f, optimizer %.2f, activations %.2f)"
						+ " beside the engine; choose a method or settings that train less, or a device with more. `evaluator profile` estimates other settings.",
				device, training.peakBytes() / GIGABYTE, load.batch(), load.tokens(), training.weightsBytes() / GIGABYTE, training.gradientsBytes() / GIGABYTE,
				training.optimizerBytes() / GIGABYTE, (training.keptBytes() + training.scoresBytes()) / GIGABYTE), exception);
	}

}
