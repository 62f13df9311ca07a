package org.peftboard.submission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Request;

/** Names a configuration by its content: SHA-256 over board and request, with defaults filled in and keys in order. */
final class ConfigurationKey {

	private ConfigurationKey() {
	}

	static String of(String boardId, Request request) {
		return sha256(boardId + "\n" + Json.line(request));
	}

	/** The same for every number of seeds. */
	static String withoutSeeds(String boardId, Request request) {
		return of(boardId, request.withSeeds(List.of()));
	}

	static String sha256(String text) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException exception) {
			throw new IllegalStateException(exception);
		}
	}

}
