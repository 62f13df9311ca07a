package org.peftboard;

import java.sql.SQLException;

import com.zaxxer.hikari.SQLExceptionOverride;

/**
 * Throws a connection out of the pool whose database file was closed under it. H2 closes a file that it cannot write to, as on a full disk, and opens it again for the next
 * new connection; the pool asks a connection whether it lives only where it was idle for half a second, so a busy server would go on with dead ones.
 *
 * <p>Codes: 90098 (database is closed), 90121 (database is already closed), of {@code org.h2.api.ErrorCode}.
 */
public final class ClosedDatabase implements SQLExceptionOverride {

	private static final int CLOSED = 90098;

	private static final int ALREADY_CLOSED = 90121;

	@java.lang.Override
	public Override adjudicate(SQLException failed) {
		return failed.getErrorCode() == CLOSED || failed.getErrorCode() == ALREADY_CLOSED ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
	}

}
