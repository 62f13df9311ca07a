/** What was asked for: the form, the check, and the life of a submission from draft to published result. */
@NullMarked
@ApplicationModule(allowedDependencies = { "account", "audit", "catalog", "language", "notice", "result", "scoring", "site" })
package org.peftboard.submission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
