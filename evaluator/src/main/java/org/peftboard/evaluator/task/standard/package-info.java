/** The standard tasks, one file each: data of the hub, prompts and metrics as PEFT-Bench, Lialin et al. and Hugging Face's comparison have them. */
@NullMarked
package org.peftboard.evaluator.task.standard;

import org.jspecify.annotations.NullMarked;
