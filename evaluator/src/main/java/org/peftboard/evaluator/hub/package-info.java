/** Files as the Hugging Face hub has them: safetensors, read and written. */
@NullMarked
package org.peftboard.evaluator.hub;

import org.jspecify.annotations.NullMarked;
