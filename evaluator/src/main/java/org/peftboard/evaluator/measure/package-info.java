/** What a run costs: memory, latency, and the machine that it ran on. */
@NullMarked
package org.peftboard.evaluator.measure;

import org.jspecify.annotations.NullMarked;
