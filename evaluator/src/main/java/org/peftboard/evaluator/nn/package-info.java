/**
 * Building blocks and the fused operations that they are made of.
 *
 * <p>Dimension letters, in this room, in {@code model} and in {@code method}: {@code B} batch · {@code T} tokens (positions) · {@code C} model width ·
 * {@code H} heads · {@code D} head width · {@code V} vocabulary · {@code L} layers · {@code r} rank · {@code P} virtual tokens. Shapes are written
 * {@code (B, T, C)}.
 */
@NullMarked
package org.peftboard.evaluator.nn;

import org.jspecify.annotations.NullMarked;
