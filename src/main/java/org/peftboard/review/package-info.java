/** Reviewers: what waits for a person, what is said of it, and whether a run with other seeds agrees. */
@NullMarked
@ApplicationModule(allowedDependencies = { "account", "audit", "catalog", "language", "notice", "result", "site", "submission" })
package org.peftboard.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
