/** Trains and measures PEFT configurations: the command line over the rooms below. */
@NullMarked
package org.peftboard.evaluator;

import org.jspecify.annotations.NullMarked;
