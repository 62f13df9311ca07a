/** The public pages: boards, results, and how scores work. */
@NullMarked
@ApplicationModule(allowedDependencies = { "catalog", "scoring", "result" })
package org.peftboard.leaderboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
