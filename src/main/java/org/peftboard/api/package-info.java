/** Ways out for what the boards show: exports, snapshots, badges, embedded boards, the feed, and the read API. */
@NullMarked
@ApplicationModule(allowedDependencies = { "catalog", "scoring", "result", "leaderboard", "site" })
package org.peftboard.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
