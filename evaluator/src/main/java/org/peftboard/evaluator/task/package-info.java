/** Tasks: what a model is asked, the answers that count as right, and the suites that boards rank by; one file a task. */
@NullMarked
package org.peftboard.evaluator.task;

import org.jspecify.annotations.NullMarked;
