package org.peftboard.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One entry of the audit log.
 *
 * <p>{@code hash = SHA-256(UTF-8(canonical JSON))}, where the canonical JSON is one object without spaces, its keys in the order of this record's components, without
 * {@code hash}; absent values are {@code null}, {@code details} is the stored text as a string, and {@code recordedAt} is ISO 8601 in UTC with six digits after
 * the second. The first entry follows {@link #START}.
 *
 * @param position     1 for the first, then counting without a gap
 * @param recordedAt   when it was asked for, to the microsecond
 * @param actorId      of the account; absent for the site itself and for strangers
 * @param action       what was done, room first ("review.verify")
 * @param subject      to what ("result 7k2m9x0abc")
 * @param details      a JSON object, its keys sorted
 * @param address      where the request came from; empty where there was none
 * @param previousHash of the entry before
 */
public record Entry(long position, Instant recordedAt, @Nullable Long actorId, String actor, String action, String subject, String details, String address,
		String previousHash, String hash) {

	/** What the first entry follows. */
	static final String START = "0".repeat(64);

	/** Whether the hash is that of the content. */
	boolean sound() {
		return hash.equals(hashOfContent());
	}

	/** As it is hashed: ISO 8601 in UTC with six digits after the second. */
	public String recordedAtText() {
		return CanonicalJson.instant(recordedAt);
	}

	Entry sealed() {
		return new Entry(position, recordedAt, actorId, actor, action, subject, details, address, previousHash, hashOfContent());
	}

	private String hashOfContent() {
		return sha256(canonical());
	}

	/** The text that is hashed. */
	String canonical() {
		Map<String, @Nullable Object> content = new LinkedHashMap<>();
		content.put("position", position);
		content.put("recordedAt", recordedAtText());
		content.put("actorId", actorId);
		content.put("actor", actor);
		content.put("action", action);
		content.put("subject", subject);
		content.put("details", details);
		content.put("address", address);
		content.put("previousHash", previousHash);
		return CanonicalJson.ofOrdered(content);
	}

	private static String sha256(String text) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException exception) {
			throw new IllegalStateException(exception);
		}
	}

}
