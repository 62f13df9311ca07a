/** People: registration, sign-in, roles, and what every page is protected by. */
@NullMarked
@ApplicationModule(allowedDependencies = { "audit", "language", "site" })
package org.peftboard.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
