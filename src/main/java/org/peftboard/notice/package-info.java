/** What people are told about their own: a list in the application, letters where mail is configured, and signed webhooks to hosts that the operators allow. */
@NullMarked
@ApplicationModule(allowedDependencies = { "account", "language" })
package org.peftboard.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
