package org.peftboard.api;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Frozen views under the SHA-256 of their JSON: who has the address can check the content, and the same view has one address. */
@Service
class Snapshots {

	/** H2's bytea ends at 1 MiB. */
	private static final int MOST_BYTES = 1024 * 1024;

	private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

	private final JdbcClient jdbc;

	private final Clock clock;

	Snapshots(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * A stored view.
	 *
	 * @param json exactly the text whose hash is the address
	 */
	record Snapshot(String hash, Instant createdAt, String json) {

		Frozen view() {
			return Json.read("snapshot " + hash, json, Frozen.class);
		}

	}

	/** A snapshot without its content. */
	record Entry(String hash, String boardId, String title, Instant createdAt) {
	}

	/**
	 * Stores a view unless it is stored already.
	 *
	 * @return its address
	 * @throws Problem.Refused where the view is too large
	 */
	String store(Frozen view) {
		byte[] json = Exports.json(view).getBytes(StandardCharsets.UTF_8);
		String hash = sha256(json);
		byte[] content = compressed(json);
		if (content.length > MOST_BYTES) {
			throw new Problem.Refused("rows", String.valueOf(view.rows().size()), "fewer rows, so that the snapshot stays under 1 MiB: choose filters first");
		}
		if (find(hash).isEmpty()) {
			insert(view, hash, content);
		}
		return hash;
	}

	private void insert(Frozen view, String hash, byte[] content) {
		try {
			jdbc.sql("insert into snapshots (hash, board_id, title, content, created_at) values (?, ?, ?, ?, ?)")
				.params(hash, view.board().id(), view.board().title(), content, OffsetDateTime.now(clock))
				.update();
		}
		catch (DuplicateKeyException sameMoment) {
			// somebody else froze the same view; what is stored is equal
		}
	}

	Optional<Snapshot> find(String hash) {
		if (!HASH.matcher(hash).matches()) {
			return Optional.empty();
		}
		return jdbc.sql("select content, created_at from snapshots where hash = ?")
			.param(hash)
			.query((row, number) -> new Snapshot(hash, row.getObject("created_at", OffsetDateTime.class).toInstant(),
					new String(expanded(row.getBytes("content")), StandardCharsets.UTF_8)))
			.optional();
	}

	/** The newest first. */
	List<Entry> newest(int count) {
		return jdbc.sql("select hash, board_id, title, created_at from snapshots order by created_at desc, hash fetch first " + count + " rows only")
			.query((row, number) -> new Entry(row.getString("hash"), row.getString("board_id"), row.getString("title"),
					row.getObject("created_at", OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC).toInstant()))
			.list();
	}

	static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException exception) {
			throw new IllegalStateException(exception);
		}
	}

	private static byte[] compressed(byte[] bytes) {
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(target)) {
			gzip.write(bytes);
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
		return target.toByteArray();
	}

	private static byte[] expanded(byte[] bytes) {
		try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
			return gzip.readAllBytes();
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

}
