/** Ways out for what the boards show: exports, snapshots, badges, embedded boards, the feed, and the API. */
@NullMarked
@ApplicationModule(allowedDependencies = { "account", "catalog", "language", "scoring", "result", "submission", "leaderboard", "site" })
package org.peftboard.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
