/** The mini suite: a small invented world, the pretraining corpus that tells of it, and eight tasks about it, all generated from seeds. */
@NullMarked
package org.peftboard.evaluator.task.mini;

import org.jspecify.annotations.NullMarked;
