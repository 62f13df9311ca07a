package org.peftboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

	/** Then nobody is taken for dead whose last beat only looks old. */
	@ParameterizedTest
	@ValueSource(longs = { 3_600_000, -3_600_000, 15_000 })
	void aJumpIsLikeASilenceForWhoAsksSinceWhenItAnswers(long millis) throws Exception {
		try (DatabaseClock clock = new DatabaseClock(database())) {
			Thread.sleep(50);
			assertThat(clock.databaseAnswersSince()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
			databaseTime = databaseTime.plusMillis(millis);
			long looked = System.nanoTime();
			clock.look();
			assertThat(clock.databaseAnswersSince()).isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - looked));
		}
	}

	/** All else asks this clock, so that nothing disagrees with it. */
	@Test
	void isTheOnlyOneThatAsksTheDatabaseForTheTime() throws Exception {
		Path sources = Stream.of("src/main/java", "main/java").map(Path::of).filter(Files::isDirectory).findFirst().orElseThrow();
		Pattern asks = Pattern.compile("\\b(current_timestamp|current_time|current_date|localtimestamp|clock_timestamp|statement_timestamp)\\b|\\bselect now\\(\\)", Pattern.CASE_INSENSITIVE);
		try (Stream<Path> files = Files.walk(sources)) {
			assertThat(files.filter(file -> file.toString().endsWith(".java")).filter(file -> asks.matcher(text(file)).find())).map(file -> file.getFileName().toString())
				.containsExactly("DatabaseClock.java");
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException unreadable) {
			throw new UncheckedIOException(unreadable);
		}
	}

}
