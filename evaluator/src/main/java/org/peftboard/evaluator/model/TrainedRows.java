package org.peftboard.evaluator.model;

import org.peftboard.evaluator.nn.Parameter;

/**
 * Vectors of some tokens that a method trains in place of the embedding's own.
 *
 * @param rows  (n, C)
 * @param first id of the first of them; the others follow it
 */
public record TrainedRows(Parameter rows, long first) {
}
