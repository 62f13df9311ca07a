package org.peftboard.site;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What operators said.
 *
 * @param paused      whether no new evaluation starts
 * @param pauseReason shown with it; may be empty
 * @param pausedAt    absent where nothing is paused
 * @param banner      shown on every page between its two times; empty for none
 * @param bannerFrom  absent for at once
 * @param bannerUntil absent for until it is taken away
 */
public record Notices(boolean paused, String pauseReason, @Nullable Instant pausedAt, String banner, @Nullable Instant bannerFrom, @Nullable Instant bannerUntil) {

	static final Notices NONE = new Notices(false, "", null, "", null, null);

	/** Whether the banner is to be seen at this moment. */
	public boolean bannerShown(Instant now) {
		return !banner.isEmpty() && (bannerFrom == null || !now.isBefore(bannerFrom)) && (bannerUntil == null || now.isBefore(bannerUntil));
	}

}
