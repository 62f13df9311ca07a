package org.peftboard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class PatienceTest {

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
