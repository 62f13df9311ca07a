/** The story of one evaluation: load, adapt, train, test, measure, write; and pretraining of the base model that ships. */
@NullMarked
package org.peftboard.evaluator.run;

import org.jspecify.annotations.NullMarked;
