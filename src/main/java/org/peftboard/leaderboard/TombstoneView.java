package org.peftboard.leaderboard;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.peftboard.language.Words;
import org.peftboard.result.StoredResult;

/** What is left of a result that was taken back. */
record TombstoneView(String id, String title, String board, String when, String by, @Nullable String reason) {

	static TombstoneView of(StoredResult row, Words words) {
		StoredResult.Withdrawal withdrawal = Objects.requireNonNull(row.withdrawal());
		return new TombstoneView(row.publicId(), row.title(), row.boardId(), words.dayAndTime(withdrawal.at()), withdrawal.by(), withdrawal.reason());
	}

}
