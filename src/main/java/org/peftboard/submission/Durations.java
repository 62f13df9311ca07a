package org.peftboard.submission;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How long evaluations take, from those that were: the median time for each seed of the last ones of the same method on the same board, of any method on it
 * where the method was never measured there. Tests of uploaded adapters, which train nothing, do not count.
 */
@Component
public class Durations {

	private static final int RECENT = 15;

	/** For how long an answer is good enough: many pages ask at once. */
	private static final Duration KEPT = Duration.ofSeconds(5);

	private final JdbcClient jdbc;

	private final Map<String, Kept> kept = new ConcurrentHashMap<>();

	private record Kept(long readNanos, List<Double> seconds) {
	}

	Durations(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * A prediction.
	 *
	 * @param seconds for all seeds
	 * @param from    how many evaluations it is taken from
	 * @param ofMethod whether they are of the same method
	 */
	public record Predicted(double seconds, int from, boolean ofMethod) {
	}

	/** About how long an evaluation takes; empty while nothing was measured on this board. */
	Optional<Predicted> of(String boardId, String methodId, long seeds) {
		List<Double> ofMethod = recent(boardId, methodId);
		List<Double> times = ofMethod.isEmpty() ? recent(boardId, "") : ofMethod;
		return times.isEmpty() ? Optional.empty() : Optional.of(new Predicted(median(times) * seeds, times.size(), !ofMethod.isEmpty()));
	}

	private List<Double> recent(String boardId, String methodId) {
		String key = boardId + "\n" + methodId;
		Kept last = kept.get(key);
		if (last != null && System.nanoTime() - last.readNanos <= KEPT.toNanos()) {
			return last.seconds;
		}
		List<Double> seconds = read(boardId, methodId);
		// that nothing is known is soon no longer true
		if (!seconds.isEmpty()) {
			kept.put(key, new Kept(System.nanoTime(), seconds));
		}
		return seconds;
	}

	private List<Double> read(String boardId, String methodId) {
		return jdbc.sql("select started_at, ended_at, seeds from submissions where board_id = ? and (method_id = ? or '' = ?) and adapter is null "
				+ "and status in ('PUBLISHED', 'WITHDRAWN') and result_id is not null and started_at is not null order by id desc limit " + RECENT)
			.params(boardId, methodId, methodId)
			.query((row, number) -> Duration.between(row.getObject(1, OffsetDateTime.class), row.getObject(2, OffsetDateTime.class)).toMillis() / 1000.0
					/ row.getInt(3))
			.list();
	}

	private static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

}
