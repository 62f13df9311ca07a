/** The operators' pages: people, pause and banner, boards, quotas, and the audit log. */
@NullMarked
@ApplicationModule(allowedDependencies = { "account", "audit", "catalog", "evaluation", "language", "notice", "result", "scoring", "site", "submission" })
package org.peftboard.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
