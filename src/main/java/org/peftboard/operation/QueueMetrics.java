package org.peftboard.operation;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.peftboard.evaluation.EvaluationEnded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What a monitoring system is told of the queue, the workers and the evaluations; NaN while the database is away. */
@Component
class QueueMetrics {

	private static final Logger log = LoggerFactory.getLogger(QueueMetrics.class);

	/** However often it is asked, the database is at most this often. */
	private static final Duration KEPT = Duration.ofSeconds(5);

	private final MeterRegistry meters;

	private final Operations operations;

	private volatile Figures figures = Figures.UNKNOWN;

	QueueMetrics(MeterRegistry meters, Operations operations) {
		this.meters = meters;
		this.operations = operations;
		gauge("peftboard.queue.waiting", "submissions that wait", () -> now().waiting);
		gauge("peftboard.queue.running", "submissions that are evaluated", () -> now().running);
		gauge("peftboard.queue.longest.wait.seconds", "how long the first of the queue has waited", () -> now().longestWaitSeconds);
		gauge("peftboard.workers.alive", "workers that beat within the last 15 seconds", () -> now().workers);
	}

	private void gauge(String name, String description, Supplier<Number> value) {
		Gauge.builder(name, value).description(description).register(meters);
	}

	@EventListener
	void ended(EvaluationEnded evaluation) {
		String outcome = evaluation.outcome().name().toLowerCase(Locale.ROOT);
		Timer.builder("peftboard.evaluations").description("attempts on this worker, by how they ended").tag("outcome", outcome).register(meters)
			.record(evaluation.duration());
	}

	private synchronized Figures now() {
		if (System.nanoTime() - figures.readAt > KEPT.toNanos()) {
			figures = read();
		}
		return figures;
	}

	private Figures read() {
		try {
			Map<String, Long> counts = operations.countByStatus();
			double waiting = counts.getOrDefault("QUEUED", 0L);
			double running = counts.entrySet().stream().filter(entry -> entry.getKey().matches("LEASED|PREPARING|TRAINING|EVALUATING|MEASURING|SCORED"))
				.mapToDouble(Map.Entry::getValue).sum();
			return new Figures(waiting, running, operations.longestWait().toMillis() / 1000.0, operations.alive(), System.nanoTime());
		}
		catch (RuntimeException databaseAway) {
			log.debug("no figures: {}", databaseAway.getMessage());
			return new Figures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, System.nanoTime());
		}
	}

	private record Figures(double waiting, double running, double longestWaitSeconds, double workers, long readAt) {

		static final Figures UNKNOWN = new Figures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, System.nanoTime() - KEPT.toNanos() * 2);

	}

}
