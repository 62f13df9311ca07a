package org.peftboard.leaderboard;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.peftboard.result.StoredResult;

/** What is left of a result that was taken back. */
record TombstoneView(String id, String title, String board, String when, String by, @Nullable String reason) {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

	static TombstoneView of(StoredResult row) {
		StoredResult.Withdrawal withdrawal = Objects.requireNonNull(row.withdrawal());
		return new TombstoneView(row.publicId(), row.title(), row.boardId(), DAY.format(withdrawal.at()), withdrawal.by(), withdrawal.reason());
	}

}
