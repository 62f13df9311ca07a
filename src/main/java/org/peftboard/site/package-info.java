/** What holds for the whole site: what operators say to everybody (evaluations are paused, a banner on every page), and how programs are read and answered. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.peftboard.site;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
