/** Adapters as Hugging Face PEFT has them on disk, in and out. */
@NullMarked
package org.peftboard.evaluator.adapter;

import org.jspecify.annotations.NullMarked;
