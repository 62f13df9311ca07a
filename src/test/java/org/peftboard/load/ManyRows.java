package org.peftboard.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.springframework.jdbc.core.JdbcTemplate;

/** Made-up rows by the thousand, to measure pages with; nobody measured these numbers. */
public final class ManyRows {

	private static final List<String> METHODS = List.of("lora", "dora", "rslora", "adalora", "vera", "loha", "lokr", "oft", "ia3", "houlsby", "pfeiffer", "ln-tuning", "bitfit",
			"prompt-tuning", "prefix-tuning");

	private static final List<String> FAMILIES = List.of("reparametrised", "additive", "selective", "soft-prompt");

	private ManyRows() {
	}

	/** Stores rows of a measured board, always the same ones. */
	public static void store(JdbcTemplate jdbc, String boardId, int count) {
		Random random = new Random(42);
		List<Object[]> rows = new ArrayList<>();
		for (int number = 0; number < count; number++) {
			String method = METHODS.get(random.nextInt(METHODS.size()));
			double trainable = Math.exp(Math.log(500) + random.nextDouble() * Math.log(2000));
			String facts = String.format(Locale.ROOT, "{\"mergeable\":%b,\"adapterBytes\":%d,\"date\":\"2026-%02d-%02d\",\"taskScores\":{\"mini-verdict\":%.2f,\"mini-handover\":%.2f},"
					+ "\"quantities\":[],\"config\":{\"rank\":%d},\"runs\":[],\"cautions\":[]}", random.nextBoolean(), (long) trainable * 4, 1 + random.nextInt(11), 1 + random.nextInt(28),
					random.nextDouble() * 100, random.nextDouble() * 100, 1 << random.nextInt(6));
			rows.add(new Object[] { String.format("load%06d", number), boardId, "load:" + number, method + ", trial " + number, method, method,
					FAMILIES.get(Math.floorMod(method.hashCode(), FAMILIES.size())), "mini-llama", "cpu", "reader" + number % 40, 40 + random.nextDouble() * 55, Math.floor(trainable),
					1 + random.nextDouble() * 0.5, Math.floor(3e7 + random.nextDouble() * 6e7), facts });
		}
		jdbc.batchUpdate("insert into results (public_id, board_id, provenance, evaluation_key, title, method_id, method_title, family, base_model, hardware_class, submitter, score, "
				+ "parameter_cost, latency_cost, memory_cost, facts, created_at) values (?, ?, 'MEASURED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, current_timestamp)", rows);
	}

}
