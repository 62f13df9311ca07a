/** English and German: which one a reader gets, and the words in it. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.peftboard.language;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
