package org.peftboard.review;

/** What repeats on a board may differ by. */
record RepeatBounds(RepeatBound score, RepeatBound latency, RepeatBound memory) {
}
