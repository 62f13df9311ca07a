package org.peftboard.evaluator.model;

import org.peftboard.evaluator.nn.Norm;

/** An attention or feed-forward with the norm before it and the way back into the residual stream. */
record SubLayer<S>(Norm norm, S inner, Residual residual) {
}
