package org.peftboard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

class PatienceTest {

	@ParameterizedTest(name = "{1}")
	@CsvSource({ "08006, connection lost", "57P01, stopped by an operator", "57P03, starting up", "53100, disk full", "58030, I/O error", "25006, read-only" })
	void waitsForWhatPassesByItself(String state, String what) {
		assertThat(Patience.passes(new DataAccessResourceFailureException(what, new SQLException(what, state)))).isTrue();
	}

	@ParameterizedTest(name = "{1}")
	@CsvSource({ "90028, I/O error", "90098, closed on a full disk", "90097, opened while its disk was read-only" })
	void waitsForADatabaseFileToo(int code, String what) {
		assertThat(Patience.passes(new DataAccessResourceFailureException(what, new SQLException(what, "90000", code)))).isTrue();
	}

	@ParameterizedTest(name = "{1}")
	@CsvSource({ "23505, key is taken", "42P01, no such table", "22001, too long" })
	void doesNotWaitForMistakes(String state, String what) {
		assertThat(Patience.passes(new DataIntegrityViolationException(what, new SQLException(what, state)))).isFalse();
	}

	@Test
	void doesNotWaitForWhatIsNoMatterOfTheDatabase() {
		AtomicInteger calls = new AtomicInteger();
		assertThatThrownBy(() -> new Patience(Duration.ofMinutes(1)).until("test", () -> {
			calls.incrementAndGet();
			throw new IllegalStateException("attempt 1 may not change it");
		})).isInstanceOf(IllegalStateException.class);
		assertThat(calls).hasValue(1);
	}

	@Test
	void answersAsSoonAsTheDatabaseDoes() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		String answer = new Patience(Duration.ofMinutes(1)).until("test", () -> {
			if (calls.incrementAndGet() < 3) {
				throw new DataAccessResourceFailureException("away", new SQLTransientConnectionException("pool is empty"));
			}
			return "there";
		});
		assertThat(answer).isEqualTo("there");
		assertThat(calls).hasValue(3);
	}

	@Test
	void givesUpAfterItsTime() {
		assertThatThrownBy(() -> new Patience(Duration.ofMillis(300)).until("test", () -> {
			throw new DataAccessResourceFailureException("away", new SQLException("away", "08001"));
		})).isInstanceOf(DataAccessResourceFailureException.class);
	}

}
