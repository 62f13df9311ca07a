package org.peftboard.account;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * Rows of a table as a part of the file that a person may take away.
 *
 * @param jdbc the database
 * @param sql  gives the rows of the account whose id is its only parameter; its columns become fields, {@code created_at} as {@code createdAt}
 */
public record ExportedRows(String field, JdbcClient jdbc, String sql) implements ExportedPart {

	@Override
	public List<Map<String, Object>> of(long accountId) {
		return jdbc.sql(sql).param(accountId).query(ExportedRows::row).list();
	}

	private static Map<String, Object> row(ResultSet row, int number) throws SQLException {
		ResultSetMetaData columns = row.getMetaData();
		Map<String, Object> fields = new LinkedHashMap<>();
		for (int column = 1; column <= columns.getColumnCount(); column++) {
			fields.put(JdbcUtils.convertUnderscoreNameToPropertyName(columns.getColumnLabel(column)), value(row.getObject(column)));
		}
		return fields;
	}

	/** Times differ between databases, and what is absent is an empty text. */
	private static Object value(@Nullable Object value) {
		if (value instanceof Timestamp time) {
			return time.toInstant();
		}
		if (value instanceof OffsetDateTime time) {
			return time.toInstant();
		}
		return value == null ? "" : value;
	}

}
