/** Metrics: pure functions of expected and predicted texts, one file each. */
@NullMarked
package org.peftboard.evaluator.metric;

import org.jspecify.annotations.NullMarked;
