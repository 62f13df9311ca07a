/** Text and tokens: reads any Hugging Face {@code tokenizer.json}, and trains a byte-level vocabulary of our own. */
@NullMarked
package org.peftboard.evaluator.text;

import org.jspecify.annotations.NullMarked;
