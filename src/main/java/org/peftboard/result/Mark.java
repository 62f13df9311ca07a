package org.peftboard.result;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that was said of a result; never changed after that.
 *
 * @param byId   account; absent where the site itself says it
 * @param by     name, as it was then
 * @param reason in words; for {@link Kind#RERUN} the public id of the result that was run again
 */
public record Mark(String publicId, Kind kind, @Nullable Long byId, String by, String reason, Instant at) {

	/** The name under which the site itself speaks. */
	public static final String SITE = "PEFTBoard";

	/** What can be said. */
	public enum Kind {

		/** it is not to be believed as it stands; out of the ranking until a reviewer says otherwise */
		SUSPECT,
		/** somebody asks a reviewer to look at it */
		FLAG,
		/** a reviewer stands for it; answers suspicion and flags */
		VERIFY,
		/** a reviewer looked at it and found nothing to object to; answers suspicion and flags */
		DISMISS,
		/** for other reviewers */
		NOTE,
		/** it repeats another result with other seeds, and has no place of its own */
		RERUN

	}

}
