package org.peftboard.submission;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.peftboard.evaluator.contract.Problem;
import org.springframework.web.multipart.MultipartFile;

/** An uploaded file of JSON: text of at most 64 KiB. */
final class JsonUpload {

	static final int LARGEST_BYTES = 64 * 1024;

	private JsonUpload() {
	}

	/**
	 * The text of a file.
	 *
	 * @param field the form's field
	 * @param name  what the file is called in errors
	 * @throws Problem.Refused where it is too large, empty, or no text
	 */
	static String text(MultipartFile file, String field, String name) throws IOException {
		if (file.getSize() > LARGEST_BYTES) {
			throw new Problem.Refused(field, "a file of " + size(file.getSize()),
					"a " + name + " of at most 64 KiB; usual ones have 1 KiB. The adapter's weights have a field of their own");
		}
		return text(file.getBytes(), field, name);
	}

	private static String text(byte[] bytes, String field, String name) {
		if (bytes.length == 0) {
			throw new Problem.Refused(field, "an empty file", "the JSON of a " + name);
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException exception) {
			throw new Problem.Refused(field, "a file that is not text", "the JSON of a " + name + ", in UTF-8");
		}
	}

	private static String size(long bytes) {
		return bytes < 1_000_000 ? bytes / 1000 + " kB" : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
	}

}
