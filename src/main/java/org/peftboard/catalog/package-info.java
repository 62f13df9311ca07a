/** What is compared with what: boards with their frozen references, and the evaluator's methods, tasks and base models. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.peftboard.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
