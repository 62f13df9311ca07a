/** What operators say to everybody: that evaluations are paused, and a banner on every page. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.peftboard.site;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
