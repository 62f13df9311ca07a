/** CodeBLEU: words, syntax trees and data flow of Python. */
@NullMarked
package org.peftboard.evaluator.metric.code;

import org.jspecify.annotations.NullMarked;
