package org.peftboard.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who did it.
 *
 * @param id   of the account; absent for the site itself and for strangers
 * @param name as it was then
 */
public record Actor(@Nullable Long id, String name) {

	/** The site itself: a worker, a timer, a command line. */
	public static final Actor SITE = new Actor(null, "PEFTBoard");

	public static Actor of(long id, String name) {
		return new Actor(id, name);
	}

	/** Somebody who is not signed in, as at a failed sign-in; the name is what they called themselves. */
	public static Actor stranger(String name) {
		return new Actor(null, name);
	}

}
