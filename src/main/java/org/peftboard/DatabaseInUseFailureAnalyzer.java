package org.peftboard;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one line what to do when another server holds the database file. */
final class DatabaseInUseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

	/** H2's {@code DATABASE_ALREADY_OPEN_1} */
	private static final int ALREADY_OPEN = 90020;

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
		if (cause.getErrorCode() != ALREADY_OPEN) {
			return null;
		}
		return new FailureAnalysis("The database file is in use by another server on this machine.",
				"Stop that server, or give this one a folder of its own (--peftboard.data-folder=...) or a database of its own (PEFTBOARD_DATABASE_URL).",
				cause);
	}

}
