package org.peftboard.submission;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What the author of a submission wants to be known, and when.
 *
 * @param anonymous    no name beside the row until it is claimed
 * @param embargoUntil when everybody may see the result; absent for at once
 */
record Terms(boolean anonymous, @Nullable Instant embargoUntil) {

	static final Terms OPEN = new Terms(false, null);

}
