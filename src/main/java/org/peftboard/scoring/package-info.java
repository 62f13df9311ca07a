/**
 * PSCP, ranks and penalties: pure functions of published numbers and the reader's weights, with a JavaScript twin on the same golden
 * file.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "catalog")
package org.peftboard.scoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
