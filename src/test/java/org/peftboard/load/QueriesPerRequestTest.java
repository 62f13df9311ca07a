package org.peftboard.load;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.peftboard.catalog.Boards;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;

/** How often the pages that everybody reads ask the database, once they are warm. */
@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@AutoConfigureMockMvc
@TestPropertySource(properties = { "peftboard.boards.state-age=1m", "peftboard.queue.picture-age=1m" })
class QueriesPerRequestTest {

	/** Who may see a submission is asked for each request. */
	private static final int VISIBLE = 1;

	/** A slow machine needs longer between two requests than a view is kept; the queue's picture is there all the same. */
	private static final int VIEW_PERHAPS_TOO_OLD = 5;

	private static final ThreadLocal<Integer> STATEMENTS = ThreadLocal.withInitial(() -> 0);

	private final MockMvcTester site;

	private final JdbcTemplate jdbc;

	private final Boards boards;

	QueriesPerRequestTest(MockMvcTester site, JdbcTemplate jdbc, Boards boards) {
		this.site = site;
		this.jdbc = jdbc;
		this.boards = boards;
	}

	/** Counts statements on their way to the database, of each thread by itself: others do their rounds beside it. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Counting {

		@Bean
		static BeanPostProcessor countedStatements() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return bean instanceof DataSource database ? new CountedDatabase(database) : bean;
				}

			};
		}

	}

	private static final class CountedDatabase extends DelegatingDataSource {

		CountedDatabase(DataSource database) {
			super(database);
		}

		@Override
		public Connection getConnection() throws SQLException {
			Connection connection = super.getConnection();
			return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
				STATEMENTS.set(STATEMENTS.get() + (method.getName().endsWith("Statement") ? 1 : 0));
				try {
					return method.invoke(connection, arguments);
				}
				catch (InvocationTargetException failed) {
					throw failed.getCause();
				}
			});
		}

	}

	private int statements(String path) {
		for (int warm = 0; warm < 2; warm++) {
			assertThat(site.get().uri(path)).as(path).hasStatusOk();
		}
		int before = STATEMENTS.get();
		assertThat(site.get().uri(path)).as(path).hasStatusOk();
		return STATEMENTS.get() - before;
	}

	@Test
	void asksTheDatabaseLittleOnceWarm() {
		Tables.empty(JdbcClient.create(jdbc));
		ManyJobs.store(jdbc, boards.all().get(0).id(), 300);
		String submission = "/submissions/" + jdbc.queryForObject("select max(id) from submissions", Long.class);
		Map<String, Integer> counted = new TreeMap<>();
		for (String path : new String[] { "/", "/?beta=0.7", "/methods", "/methods/lora", "/about/scoring", "/weights", "/api/v1/boards", "/feed.atom", submission, submission + "/live" }) {
			counted.put(path.replace(submission, "/submissions/…"), statements(path));
		}
		assertThat(counted).allSatisfy((path, count) -> assertThat(count).as(path)
			.isLessThanOrEqualTo(path.startsWith("/submissions/") ? VISIBLE + VIEW_PERHAPS_TOO_OLD : 0));
	}

}
