package org.peftboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

class DatabaseClockTest {

	private Instant databaseTime = Instant.parse("2031-05-06T07:08:09Z");

	private boolean away;

	private DataSource database() throws SQLException {
		DataSource source = mock(DataSource.class);
		Connection connection = mock(Connection.class);
		Statement statement = mock(Statement.class);
		ResultSet row = mock(ResultSet.class);
		when(source.getConnection()).thenAnswer(call -> {
			if (away) {
				throw new SQLException("away");
			}
			return connection;
		});
		when(connection.createStatement()).thenReturn(statement);
		when(statement.executeQuery(anyString())).thenReturn(row);
		when(row.getObject(1, OffsetDateTime.class)).thenAnswer(call -> databaseTime.atOffset(ZoneOffset.UTC));
		return source;
	}

	@Test
	void isTheDatabasesTimeWhateverThisMachinesClockSays() throws Exception {
		try (DatabaseClock clock = new DatabaseClock(database())) {
			assertThat(Duration.between(databaseTime, clock.instant())).isBetween(Duration.ZERO, Duration.ofSeconds(2));
		}
	}

	@Test
	void goesOnByItsOwnTimerWhileTheDatabaseIsAway() throws Exception {
		try (DatabaseClock clock = new DatabaseClock(database())) {
			away = true;
			clock.look();
			assertThat(clock.databaseAnswersSince()).isZero();
			Instant before = clock.instant();
			Thread.sleep(30);
			assertThat(Duration.between(before, clock.instant())).isBetween(Duration.ofMillis(25), Duration.ofSeconds(2));
			away = false;
			clock.look();
			assertThat(clock.databaseAnswersSince()).isLessThan(Duration.ofSeconds(1));
		}
	}

	@Test
	void followsTheDatabasesClockWhereThatIsSet() throws Exception {
		try (DatabaseClock clock = new DatabaseClock(database())) {
			databaseTime = databaseTime.plus(Duration.ofHours(1));
			clock.look();
			assertThat(Duration.between(databaseTime, clock.instant())).isBetween(Duration.ZERO, Duration.ofSeconds(2));
		}
	}

}
