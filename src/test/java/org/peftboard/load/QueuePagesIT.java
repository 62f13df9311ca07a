package org.peftboard.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.Arrays;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.OnPostgres;
import org.peftboard.catalog.Boards;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Pages of the queue with 10,000 submissions in it. The best of twenty counts, as other work may share the machine; the median is printed. */
@OnPostgres
@AutoConfigureMockMvc
@DirtiesContext
@EnabledIfSystemProperty(named = "queue.pages", matches = "true", disabledReason = "means something on a quiet machine only; -Dqueue.pages=true runs it")
class QueuePagesIT {

	private static final int WAITING = 10_000;

	private static final double MOST_MILLIS = 100;

	private final MockMvcTester site;

	private final JdbcTemplate jdbc;

	private final Boards boards;

	QueuePagesIT(MockMvcTester site, JdbcTemplate jdbc, Boards boards) {
		this.site = site;
		this.jdbc = jdbc;
		this.boards = boards;
	}

	@BeforeEach
	void queue() {
		ManyJobs.store(jdbc, boards.all().get(0).id(), WAITING);
		jdbc.execute("analyze submissions");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/admin/jobs", "/admin/jobs?status=QUEUED", "/admin/jobs?status=QUEUED&page=199", "/admin/workers", "/submissions/LAST", "/submissions/LAST/live" })
	void answersInTime(String path) {
		String address = path.replace("LAST", String.valueOf(jdbc.queryForObject("select max(id) from submissions", Long.class)));
		// the first ones are slow for want of compiled code
		double[] millis = new double[20];
		for (int number = -40; number < millis.length; number++) {
			long start = System.nanoTime();
			MvcTestResult answer = site.get().uri(address).with(user("root").roles("ADMINISTRATOR")).exchange();
			millis[Math.max(0, number)] = (System.nanoTime() - start) / 1e6;
			assertThat(answer.getResponse().getStatus()).isEqualTo(200);
		}
		Arrays.sort(millis);
		System.out.printf("%-40s with %d waiting: best %.1f, median %.1f ms%n", path, WAITING, millis[0], millis[millis.length / 2]);
		assertThat(millis[0]).isLessThan(MOST_MILLIS);
	}

}
