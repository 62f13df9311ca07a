/** Results as stored: append-only, with the full record and its files. */
@NullMarked
@ApplicationModule(allowedDependencies = { "catalog", "scoring", "site" })
package org.peftboard.result;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
