package org.peftboard;

import java.sql.SQLException;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says in a line why the database cannot be opened, and what to do. */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

	/** H2's {@code DATABASE_ALREADY_OPEN_1} */
	private static final int ALREADY_OPEN = 90020;

	/** H2's {@code IO_EXCEPTION_1}, {@code IO_EXCEPTION_2} and {@code FILE_CREATION_FAILED_1} */
	private static final Set<Integer> NO_FILE = Set.of(90028, 90031, 90062);

	private final @Nullable String url;

	DatabaseFailureAnalyzer(Environment environment) {
		this.url = environment.getProperty("spring.datasource.url");
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
		if (cause.getErrorCode() == ALREADY_OPEN) {
			return new FailureAnalysis("The database file is in use by another server on this machine.",
					"Stop that server, or give this one a folder of its own (--peftboard.data-folder=...) or a database of its own (PEFTBOARD_DATABASE_URL).",
					cause);
		}
		if (NO_FILE.contains(cause.getErrorCode())) {
			return new FailureAnalysis("The database file cannot be opened: " + cause.getMessage(),
					"Give this server a folder that it may write to (--peftboard.data-folder=...).", cause);
		}
		return action(String.valueOf(cause.getSQLState())) == null ? null : new FailureAnalysis("The database " + address() + " cannot be opened: " + cause.getMessage(),
				action(String.valueOf(cause.getSQLState())), cause);
	}

	/** By the class of the SQL state: no connection, not let in, no such database. */
	private static @Nullable String action(String state) {
		return switch (state.substring(0, 2)) {
			case "08" -> "Start it, or correct PEFTBOARD_DATABASE_URL.";
			case "28" -> "Correct PEFTBOARD_DATABASE_USER and PEFTBOARD_DATABASE_PASSWORD.";
			case "3D" -> "Create it, or correct PEFTBOARD_DATABASE_URL.";
			default -> null;
		};
	}

	/** Without parameters, among which may be a password. */
	private String address() {
		return url == null ? "" : url.replaceAll("[?;].*", "");
	}

}
