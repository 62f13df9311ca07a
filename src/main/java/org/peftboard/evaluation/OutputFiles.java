package org.peftboard.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.result.NewArtifact;

/** Reads what an evaluator left in its folder, believing nothing: sizes are bounded, links are not followed, the result must answer the request. */
final class OutputFiles {

	/** The end of what the evaluator said, which the server adds; a file of this name is not its own word. */
	private static final String LOG = "evaluator.log";

	private static final int MOST_FILES = 1000;

	private static final String RESULT_FILE = "result.json";

	private static final long LARGEST_RESULT_BYTES = 16L << 20;

	private static final long LARGEST_TOTAL_BYTES = 256L << 20;

	private final Path folder;

	OutputFiles(Path folder) {
		this.folder = folder;
	}

	/**
	 * The result document, byte for byte.
	 *
	 * @throws Problem.Refused where it is missing, too large, no result, or that of another request
	 */
	String resultJson(Request request) throws IOException {
		Path file = folder.resolve(RESULT_FILE);
		if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
			throw new Problem.Refused(RESULT_FILE, "no file", "the evaluator's result");
		}
		if (Files.size(file) > LARGEST_RESULT_BYTES) {
			throw new Problem.Refused(RESULT_FILE, Files.size(file) + " bytes", "at most " + LARGEST_RESULT_BYTES);
		}
		String json = Files.readString(file);
		Request answered = Json.read(RESULT_FILE, json, Result.class).request();
		if (!Json.line(answered).equals(Json.line(request))) {
			throw new Problem.Refused(RESULT_FILE + ".request", Json.line(answered), Json.line(request));
		}
		return json;
	}

	/** Every other file, with the log added. */
	List<NewArtifact> artifacts(String log) throws IOException {
		List<NewArtifact> artifacts = new ArrayList<>();
		long total = 0;
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(OutputFiles::regular).sorted().toList()) {
				String name = folder.relativize(file).toString().replace('\\', '/');
				total += Files.size(file);
				if (total > LARGEST_TOTAL_BYTES) {
					throw new Problem.Refused("files of the evaluation", "more than " + total + " bytes", "at most " + LARGEST_TOTAL_BYTES);
				}
				if (artifacts.size() > MOST_FILES) {
					throw new Problem.Refused("files of the evaluation", "more than " + MOST_FILES, "at most " + MOST_FILES);
				}
				if (!name.equals(RESULT_FILE) && !name.equals(LOG)) {
					artifacts.add(new NewArtifact(name, mediaType(name), Files.readAllBytes(file)));
				}
			}
		}
		artifacts.add(new NewArtifact(LOG, "text/plain", log.getBytes(StandardCharsets.UTF_8)));
		return artifacts;
	}

	private static boolean regular(Path file) {
		return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
	}

	private static String mediaType(String name) {
		if (name.endsWith(".json")) {
			return "application/json";
		}
		return name.endsWith(".jsonl") ? "application/jsonl" : "application/octet-stream";
	}

}
