package org.peftboard.site;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Troubles of the database that pass by themselves: lost connections, a server that starts or stops, a full or read-only disk under it. */
public final class DatabaseTrouble {

	/** SQL state classes: 08 connection, 53 resources (a full disk), 57 operator (shutdown, starting up), 58 system; 25006 read-only transaction. */
	private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57", "58");

	private static final String READ_ONLY = "25006";

	/** H2: general I/O error, I/O exception, closed on full disk, closed, broken connection, log file error, opened read-only */
	private static final Set<Integer> PASSING_H2_CODES = Set.of(90028, 90031, 90098, 90121, 90067, 90034, 90100, 90097);

	/** What the pool (HikariCP) says, without a state, of a connection that it dropped because it broke. */
	private static final String DROPPED = "Connection is closed";

	private DatabaseTrouble() {
	}

	/** Whether such a trouble is what failed, or what made it fail. */
	public static boolean passes(Throwable failure) {
		for (Throwable cause = failure; cause != null && cause.getCause() != cause; cause = cause.getCause()) {
			if (cause instanceof SQLTransientException) {
				return true;
			}
			if (cause instanceof SQLException sql && passes(sql)) {
				return true;
			}
		}
		return false;
	}

	private static boolean passes(SQLException failure) {
		String state = failure.getSQLState() == null ? "" : failure.getSQLState();
		return state.equals(READ_ONLY) || state.length() == 5 && PASSING_CLASSES.contains(state.substring(0, 2))
				|| PASSING_H2_CODES.contains(failure.getErrorCode()) || failure.getSQLState() == null && DROPPED.equals(failure.getMessage());
	}

}
