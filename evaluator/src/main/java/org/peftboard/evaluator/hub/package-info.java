/** Files as the Hugging Face hub has them: its cache on this machine, downloads, tables, safetensors. */
@NullMarked
package org.peftboard.evaluator.hub;

import org.jspecify.annotations.NullMarked;
