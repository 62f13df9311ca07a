/** The three JSON documents between web application and evaluator (request, progress, result) and the catalogue, as records that are the JSON. */
@NullMarked
package org.peftboard.evaluator.contract;

import org.jspecify.annotations.NullMarked;
