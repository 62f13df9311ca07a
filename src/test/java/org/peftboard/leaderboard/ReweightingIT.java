package org.peftboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.peftboard.Browser;
import org.peftboard.Tables;
import org.peftboard.catalog.MiniCatalogue;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestConstructor;

/** How long scripts hold up a frame while a slider is dragged over 10,000 rows, forced layout included, by Chromium's trace. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@Import(MiniCatalogue.class)
@DirtiesContext
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@EnabledIf(value = "org.peftboard.Browser#available",
		disabledReason = "Chromium and chromedriver are not under /usr/bin; apt-get install chromium chromium-driver")
class ReweightingIT {

	private static final int ROWS = 10_000;

	private static final double MOST_MILLIS = 16;

	private static final Logger LOG = Logger.getLogger(ReweightingIT.class.getName());

	/** Drags γ through 60 values, one a frame, as a hand does. */
	private static final String DRAG = """
			const slider = document.querySelector('input[data-for=gamma]');
			return new Promise((done) => {
				let step = 0;
				const move = () => {
					slider.value = (step % 100) * 0.05;
					slider.dispatchEvent(new Event('input', { bubbles: true }));
					requestAnimationFrame(++step < 60 ? move : () => requestAnimationFrame(done));
				};
				requestAnimationFrame(move);
			});
			""";

	private final JdbcClient jdbc;

	@LocalServerPort
	private int port;

	ReweightingIT(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Test
	void aDraggedSliderHoldsUpNoFrameWithTenThousandRows() {
		Tables.empty(jdbc);
		addRows();
		try (Browser browser = Browser.tracing(port)) {
			browser.open("/");
			browser.await("rows", page -> "true".equals(browser.find("#main").getDomAttribute("data-ready")));
			assertThat(browser.text("#rows-count")).isEqualTo("10000 of 10000 ranked rows");
			assertThat(browser.all("#ranked tr")).hasSize(BoardQuery.PAGE_ROWS);
			browser.run(DRAG);
			browser.run(DRAG);
			// other calls of this script move the slider's value or write the address
			List<Double> times = browser.callMillis("/js/board.js").stream().filter(millis -> millis > 0.5).sorted().toList();
			assertThat(times).as("frames that ranked").hasSizeGreaterThan(30);
			double median = times.get(times.size() / 2);
			double ninetyFifth = times.get((int) (times.size() * 0.95));
			LOG.log(Level.INFO, "script time of a frame with {0} rows: median {1} ms, 95th percentile {2} ms, greatest {3} ms",
					new Object[] { ROWS, median, ninetyFifth, times.get(times.size() - 1) });
			assertThat(median).as("script time of a frame, median").isLessThan(MOST_MILLIS);
			browser.requireNothingBlocked();
		}
	}

	/** Made-up rows: nobody measured these. */
	private void addRows() {
		Random random = new Random(1);
		for (int index = 0; index < ROWS; index++) {
			String id = "m" + Integer.toString(100_000 + index, 36);
			jdbc.sql("""
					insert into results (public_id, board_id, provenance, evaluation_key, title, method_id, method_title, family, base_model,
					hardware_class, submitter, score, parameter_cost, latency_cost, memory_cost, created_at)
					values (?, ?, 'MEASURED', ?, ?, 'lora', 'LoRA', 'reparametrised', 'mini-llama', 'cpu', 'ada', ?, ?, ?, ?, current_timestamp)""")
				.params(id, MiniCatalogue.BOARD, "made-up-" + index, "LoRA, made up " + index, 20 + 70 * random.nextDouble(),
						Math.floor(1_000 * Math.exp(5 * random.nextDouble())), 1 + random.nextDouble(), 4e7 * (1 + random.nextDouble()))
				.update();
		}
	}

}
