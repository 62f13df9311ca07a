/** PEFT methods, one file each; a method names kinds of site and never an architecture. */
@NullMarked
package org.peftboard.evaluator.method;

import org.jspecify.annotations.NullMarked;
