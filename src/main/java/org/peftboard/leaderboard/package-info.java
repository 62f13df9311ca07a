/** The public pages: boards, results, and how scores work. */
@NullMarked
@ApplicationModule(allowedDependencies = { "account", "catalog", "language", "scoring", "result", "submission" })
package org.peftboard.leaderboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
