package org.peftboard;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database file with one table, opened as this application opens its own, and its pool's; for disks that fail under it. */
public final class KeptRows implements AutoCloseable {

	private final HikariDataSource pool = new HikariDataSource();

	private final JdbcClient file;

	/**
	 * Opens it, and makes the table where there is none.
	 *
	 * @param file     behind {@code jdbc:h2:}
	 * @param override what tells the pool which connections are dead
	 */
	public KeptRows(String file, String override) {
		pool.setJdbcUrl("jdbc:h2:" + file + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0");
		pool.setUsername("sa");
		pool.setMaximumPoolSize(4);
		pool.setExceptionOverrideClassName(override);
		this.file = JdbcClient.create(pool);
		this.file.sql("create table if not exists kept (number integer primary key, text varchar)").update();
	}

	public HikariDataSource pool() {
		return pool;
	}

	/** How many rows of 20 kB were accepted. */
	public int added(int from, int many) {
		int added = 0;
		for (int number = from; number < from + many; number++) {
			try {
				added += file.sql("insert into kept values (?, repeat('x', 20000))").param(number).update();
			}
			catch (DataAccessException refused) {
				// told by what was accepted
			}
		}
		return added;
	}

	/** -1 while it does not answer. */
	public int count() {
		try {
			return file.sql("select count(*) from kept").query(Integer.class).single();
		}
		catch (DataAccessException closed) {
			return -1;
		}
	}

	@Override
	public void close() {
		pool.close();
	}

}
