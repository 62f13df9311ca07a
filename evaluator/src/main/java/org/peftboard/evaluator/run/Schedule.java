package org.peftboard.evaluator.run;

/**
 * The learning rate over the steps of a run: up in a line from 0 over the warm-up, then down to 0.
 *
 * @param peak        learning rate at the end of the warm-up
 * @param warmUpSteps steps of warm-up; 0 for none
 * @param steps       all steps
 * @param shape       of the way down
 */
record Schedule(double peak, int warmUpSteps, int steps, Shape shape) {

	/** The way down to 0. */
	enum Shape {

		/** half a cosine */
		COSINE {
			@Override
			double left(double done) {
				return 0.5 * (1 + Math.cos(Math.PI * done));
			}
		},
		/** a line */
		LINEAR {
			@Override
			double left(double done) {
				return 1 - done;
			}
		};

		/** Share of the peak that is left when this share of the way is done. */
		abstract double left(double done);

	}

	/** The learning rate of a step, counted from 0. The first step of a warm-up is not 0, so that it is not lost. */
	double learningRate(int step) {
		if (step < warmUpSteps) {
			return peak * (step + 1) / warmUpSteps;
		}
		return peak * shape.left((double) (step - warmUpSteps) / Math.max(1, steps - warmUpSteps));
	}

}
