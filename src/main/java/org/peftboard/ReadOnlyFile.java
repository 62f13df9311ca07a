package org.peftboard;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Opens a database file anew that was opened read-only. H2 closes a file that it cannot write to, and opens it read-only where the disk is so then; it stays so as long as any connection of the pool lives, also when
 * the disk can be written to again. So the pool gives all of them up, and the next one finds the file as the disk is.
 */
@Component
final class ReadOnlyFile implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(ReadOnlyFile.class);

	private static final int SECONDS_BETWEEN_LOOKS = 5;

	private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
		Thread thread = new Thread(task, "read-only-file");
		thread.setDaemon(true);
		return thread;
	});

	ReadOnlyFile(DataSource database, @Value("${spring.datasource.url}") String address) throws SQLException {
		if (address.startsWith("jdbc:h2:file:") && database.isWrapperFor(HikariDataSource.class)) {
			HikariDataSource pool = database.unwrap(HikariDataSource.class);
			looks.scheduleWithFixedDelay(() -> leave(pool), SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
		}
	}

	/** Gives every connection up where the database is read-only; one that is in use, when it comes back. */
	static void leave(HikariDataSource pool) {
		try {
			if (isReadOnly(pool)) {
				log.warn("The database was opened read-only, as its disk was; it is opened again");
				pool.getHikariPoolMXBean().softEvictConnections();
			}
		}
		catch (SQLException | RuntimeException closed) {
			log.debug("The database does not answer: {}", closed.toString());
		}
	}

	private static boolean isReadOnly(DataSource pool) throws SQLException {
		try (Connection connection = pool.getConnection()) {
			return connection.isReadOnly();
		}
	}

	@Override
	public void close() {
		looks.shutdownNow();
	}

}
