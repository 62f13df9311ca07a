package org.peftboard.submission;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.adapter.AdapterFile;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/**
 * Keeps the adapters that people bring, by the sum of their bytes, each for the person who brought it. A file is checked whole before
 * anything of it is stored; its name is never used.
 */
@Service
public class UploadedAdapters {

	/** What the form, and the API, call the file. */
	static final String FIELD = "adapterModel";

	static final String WEIGHTS = "adapter_model.safetensors";

	/** Uploads that are looked at together; each needs its size on the disk for a moment. */
	private static final int AT_ONCE = 4;

	private static final int PIECE_BYTES = 512 * 1024;

	private static final int LONGEST_SHAPES = 1_000_000;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final AdapterSpace space;

	private final DataSize largest;

	private final Semaphore seats = new Semaphore(AT_ONCE);

	UploadedAdapters(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, AdapterSpace space, @Value("${peftboard.adapter.largest-file:64MB}") DataSize largest) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
		this.space = space;
		this.largest = largest;
	}

	/** The greatest size of a file. */
	long largestBytes() {
		return largest.toBytes();
	}

	/**
	 * Checks a file and keeps it; the same one once.
	 *
	 * @throws Problem.Refused where it is too large, no sound safetensors, or too many others wait to be submitted
	 */
	public UploadedAdapter keep(SignedIn person, InputStream content) throws IOException {
		if (!seats.tryAcquire()) {
			throw new Problem.Refused(FIELD, "more uploads at once than are looked at together", "a moment's patience; send it again");
		}
		Path folder = Files.createTempDirectory("peftboard-adapter");
		Path file = folder.resolve(WEIGHTS);
		try {
			copy(content, file);
			AdapterFile read = AdapterFile.read(file);
			String shapes = Json.line(read.shapes());
			if (shapes.length() > LONGEST_SHAPES) {
				throw new Problem.Refused(FIELD, "names and shapes of " + shapes.length() + " signs", "at most " + LONGEST_SHAPES);
			}
			store(person, read, shapes);
			return new UploadedAdapter(read.sha256(), read.bytes(), read.shapes());
		}
		finally {
			Files.deleteIfExists(file);
			Files.deleteIfExists(folder);
			seats.release();
		}
	}

	private void copy(InputStream content, Path file) throws IOException {
		try (OutputStream out = Files.newOutputStream(file)) {
			byte[] piece = new byte[1 << 16];
			long total = 0;
			for (int length = content.read(piece); length >= 0; length = content.read(piece)) {
				total += length;
				if (total > largest.toBytes()) {
					throw new Problem.Refused(FIELD, "more than " + largest.toMegabytes() + " MiB", "at most " + largest.toMegabytes() + " MiB");
				}
				out.write(piece, 0, length);
			}
		}
	}

	private void store(SignedIn person, AdapterFile file, String shapes) {
		if (find(person.id(), file.sha256()).isPresent()) {
			return;
		}
		space.require(person.id(), file.bytes());
		try {
			transaction.executeWithoutResult(status -> insert(person.id(), file, shapes));
		}
		catch (DuplicateKeyException meanwhile) {
			find(person.id(), file.sha256()).orElseThrow(() -> meanwhile);
		}
	}

	private void insert(long accountId, AdapterFile file, String shapes) {
		jdbc.sql("insert into adapters (account_id, sha256, size_bytes, shapes_json, created_at) values (?, ?, ?, ?, ?)")
			.params(accountId, file.sha256(), file.bytes(), shapes, now())
			.update();
		try (InputStream content = Files.newInputStream(file.file())) {
			int position = 0;
			for (byte[] piece = content.readNBytes(PIECE_BYTES); piece.length > 0; piece = content.readNBytes(PIECE_BYTES)) {
				jdbc.sql("insert into adapter_pieces (account_id, sha256, position, content) values (?, ?, ?, ?)")
					.params(accountId, file.sha256(), position++, piece)
					.update();
			}
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	/** An adapter that this person brought; nobody else's is there for them. */
	public Optional<UploadedAdapter> find(long accountId, String sha256) {
		return jdbc.sql("select sha256, size_bytes, shapes_json from adapters where account_id = ? and sha256 = ?")
			.params(accountId, sha256)
			.query((row, number) -> new UploadedAdapter(row.getString(1), row.getLong(2), shapes(row.getString(3))))
			.optional();
	}

	private static Map<String, List<Long>> shapes(String json) {
		Map<String, List<Long>> shapes = new LinkedHashMap<>();
		Json.tree("shapes", json).properties().forEach(entry -> {
			List<Long> shape = new ArrayList<>();
			entry.getValue().forEach(size -> shape.add(size.asLong()));
			shapes.put(entry.getKey(), List.copyOf(shape));
		});
		return shapes;
	}

	/**
	 * Writes an adapter into a folder, for the evaluator.
	 *
	 * @throws Problem.Refused where it is kept no more
	 */
	public void write(String sha256, Path folder) throws IOException {
		List<Long> owners = jdbc.sql("select account_id from adapters where sha256 = ? order by account_id").param(sha256).query(Long.class).list();
		if (owners.isEmpty()) {
			throw new Problem.Refused("adapter", "SHA-256 " + sha256 + ", which is kept no more", "to be uploaded again");
		}
		int pieces = jdbc.sql("select count(*) from adapter_pieces where account_id = ? and sha256 = ?").params(owners.get(0), sha256).query(Integer.class).single();
		try (OutputStream out = Files.newOutputStream(folder.resolve(WEIGHTS))) {
			for (int position = 0; position < pieces; position++) {
				out.write(jdbc.sql("select content from adapter_pieces where account_id = ? and sha256 = ? and position = ?")
					.params(owners.get(0), sha256, position)
					.query((row, number) -> row.getBytes(1))
					.single());
			}
		}
	}

	private OffsetDateTime now() {
		return clock.instant().atOffset(ZoneOffset.UTC);
	}

}
