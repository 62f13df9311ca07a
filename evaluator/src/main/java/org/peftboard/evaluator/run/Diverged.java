package org.peftboard.evaluator.run;

/** Ends a run whose loss is no longer a number. */
public final class Diverged extends RuntimeException {

	private static final long serialVersionUID = 1L;

	Diverged(String task, int step, double learningRate) {
		super("%s: the loss at step %d is not a number; a learning rate below %s may help".formatted(task, step, learningRate));
	}

}
