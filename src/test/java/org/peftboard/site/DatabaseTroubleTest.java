package org.peftboard.site;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.orm.jpa.JpaSystemException;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseTroubleTest {

	@ParameterizedTest(name = "{1}")
	@CsvSource({ "08006, connection lost", "57P01, stopped by an operator", "57P03, starting up", "53100, disk full", "58030, I/O error", "25006, read-only" })
	void passesByItself(String state, String what) {
		assertThat(DatabaseTrouble.passes(new DataAccessResourceFailureException(what, new SQLException(what, state)))).isTrue();
	}

	@ParameterizedTest(name = "{1}")
	@CsvSource({ "90028, I/O error", "90098, closed on a full disk", "90097, opened while its disk was read-only" })
	void passesByItselfWithADatabaseFileToo(int code, String what) {
		assertThat(DatabaseTrouble.passes(new DataAccessResourceFailureException(what, new SQLException(what, "90000", code)))).isTrue();
	}

	@Test
	void passesByItselfWhereThePoolDroppedABrokenConnection() {
		assertThat(DatabaseTrouble.passes(new JpaSystemException(new RuntimeException("Unable to rollback", new SQLException("Connection is closed"))))).isTrue();
	}

	@ParameterizedTest(name = "{1}")
	@CsvSource({ "23505, key is taken", "42P01, no such table", "22001, too long" })
	void isNoMistake(String state, String what) {
		assertThat(DatabaseTrouble.passes(new DataIntegrityViolationException(what, new SQLException(what, state)))).isFalse();
	}

}
