/** What operators run the site with: pages of jobs and workers, metrics, request ids, backup and restore. A door: nobody imports it. */
@NullMarked
@ApplicationModule(allowedDependencies = { "account", "audit", "evaluation", "language", "site" })
package org.peftboard.operation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
