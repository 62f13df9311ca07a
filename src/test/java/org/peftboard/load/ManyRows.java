package org.peftboard.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.JdbcTemplate;

/** Made-up rows by the thousand, to measure pages with; nobody measured these numbers. */
public final class ManyRows {

	private static final List<String> METHODS = List.of("lora", "dora", "rslora", "adalora", "vera", "loha", "lokr", "oft", "ia3", "houlsby", "pfeiffer", "ln-tuning", "bitfit",
			"prompt-tuning", "prefix-tuning");

	private static final List<String> FAMILIES = List.of("reparametrised", "additive", "selective", "soft-prompt");

	private ManyRows() {
	}

	/** As random as real ones, which do not compress. */
	private static String publicId(Random random) {
		return random.ints(10, 0, 32).mapToObj(letter -> "0123456789abcdefghjkmnpqrstvwxyz".substring(letter, letter + 1)).collect(Collectors.joining());
	}

	/** Stores rows of a measured board, always the same ones. */
	public static void store(JdbcTemplate jdbc, String boardId, int count) {
		Random random = new Random(42);
		List<Object[]> rows = new ArrayList<>();
		for (int number = 0; number < count; number++) {
			String method = METHODS.get(random.nextInt(METHODS.size()));
			long trainable = (long) (1 + METHODS.indexOf(method)) * 64 * (1 << random.nextInt(8));
			// as measured: shares of 400 items, the mean of three seeds
			double verdict = random.nextInt(1201) / 12.0;
			double handover = random.nextInt(1201) / 12.0;
			String facts = String.format(Locale.ROOT, "{\"mergeable\":%b,\"adapterBytes\":%d,\"date\":\"2026-%02d-%02d\",\"taskScores\":{\"mini-verdict\":%s,\"mini-handover\":%s},"
					+ "\"quantities\":[],\"config\":{\"rank\":%d},\"runs\":[],\"cautions\":[]}", random.nextBoolean(), trainable * 4, 1 + random.nextInt(11), 1 + random.nextInt(28),
					verdict, handover, 1 << random.nextInt(6));
			rows.add(new Object[] { publicId(random), boardId, "load:" + number, method + ", trial " + number, method, method,
					FAMILIES.get(Math.floorMod(method.hashCode(), FAMILIES.size())), "mini-llama", "cpu", "reader" + number % 40, (verdict + handover) / 2, (double) trainable,
					1 + random.nextDouble() * 0.5, Math.floor(3e7 + random.nextDouble() * 6e7), facts });
		}
		jdbc.batchUpdate("insert into results (public_id, board_id, provenance, evaluation_key, title, method_id, method_title, family, base_model, hardware_class, submitter, score, "
				+ "parameter_cost, latency_cost, memory_cost, facts, created_at) values (?, ?, 'MEASURED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, current_timestamp)", rows);
	}

}
