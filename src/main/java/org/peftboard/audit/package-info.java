/** The audit log: who did what, when and from where, as a chain in which a changed, removed or re-ordered entry shows. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.peftboard.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
