/** The queue, the worker, and the evaluator's own process, from lease to published result. */
@NullMarked
@ApplicationModule(allowedDependencies = { "catalog", "result", "site", "submission" })
package org.peftboard.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
