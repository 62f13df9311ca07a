package org.peftboard.evaluator.run;

/**
 * The learning rate over the steps of a run: up in a line from 0 over the warm-up, then down to 0 along half a cosine.
 *
 * @param peak        learning rate at the end of the warm-up
 * @param warmUpSteps steps of warm-up; 0 for none
 * @param steps       all steps
 */
record Schedule(double peak, int warmUpSteps, int steps) {

	/** The learning rate of a step, counted from 0. The first step of a warm-up is not 0, so that it is not lost. */
	double learningRate(int step) {
		if (step < warmUpSteps) {
			return peak * (step + 1) / warmUpSteps;
		}
		double done = (double) (step - warmUpSteps) / Math.max(1, steps - warmUpSteps);
		return peak * 0.5 * (1 + Math.cos(Math.PI * done));
	}

}
