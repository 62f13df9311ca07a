package org.peftboard.leaderboard;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.result.Artifact;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;

/**
 * A result page, ready to be written down.
 *
 * @param board       absent where the board is none of this version's any more
 * @param certainty interval of the score, in words
 * @param standing    how the score comes about at weights of 1; absent where the row is not ranked
 * @param unranked    why it is not ranked
 * @param review      what was said of it
 * @param reviewedAt  when that was; absent where nobody said anything
 * @param reruns      runs of the same configuration with other seeds
 * @param record      what the evaluator recorded; absent for published rows
 * @param unreadable  why the record cannot be shown, though its file can be downloaded
 */
record ResultView(StoredResult row, @Nullable Board board, String published, String score, String certainty, List<Cost> costs, @Nullable Rank standing,
		@Nullable String unranked, Review review, @Nullable String reviewedAt, List<StoredResult> reruns, @Nullable RecordView record, @Nullable String unreadable, List<Download> files) {

	/**
	 * A cost as measured or published.
	 *
	 * @param certainty its interval, in words; empty where it needs none
	 */
	record Cost(String title, String value, String meaning, String certainty) {
	}

	/**
	 * A row's place on its board at weights of 1.
	 *
	 * @param of how many rows are ranked
	 */
	record Rank(String rank, int of, String pscp, String scoreName, boolean provisional, List<Factor> factors) {
	}

	/** What one cost does to the score: {@code factor = exp(−penalty)}. */
	record Factor(String letter, String title, String value, String reference, String penalty, String factor) {
	}

	/** A file that can be downloaded. */
	record Download(String fileName, String size, String sha256, String href) {

		static Download of(StoredResult row, Artifact file) {
			return new Download(file.fileName(), bytes(file.sizeBytes()), file.sha256(), "/results/" + row.publicId() + "/files/"
					+ file.fileName());
		}

	}

	/** {@code 812 B}, {@code 4.1 kB}, {@code 12.9 MB} */
	static String bytes(double bytes) {
		if (bytes < 1e3) {
			return BoardViews.decimals(bytes, 0) + " B";
		}
		if (bytes < 1e6) {
			return BoardViews.decimals(bytes / 1e3, 1) + " kB";
		}
		return bytes < 1e9 ? BoardViews.decimals(bytes / 1e6, 1) + " MB" : BoardViews.decimals(bytes / 1e9, 2) + " GB";
	}

}
