/** Model architectures, one file each: each builds itself from a checkpoint and names the sites at which an adaptation may change it. */
@NullMarked
package org.peftboard.evaluator.model;

import org.jspecify.annotations.NullMarked;
