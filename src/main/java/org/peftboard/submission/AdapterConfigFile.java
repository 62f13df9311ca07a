package org.peftboard.submission;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.peftboard.evaluator.adapter.HfPeftConfig;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.web.multipart.MultipartFile;

/** Reads an uploaded {@code adapter_config.json}: text of at most 64 KiB, strict JSON, known keys only. */
final class AdapterConfigFile {

	static final int LARGEST_BYTES = 64 * 1024;

	private static final String FIELD = "file";

	private AdapterConfigFile() {
	}

	/**
	 * The setting that the file asks for; its bounds are not checked yet.
	 *
	 * @param architecture of the base model, whose modules the file names
	 * @throws Problem.Refused with everything that is wrong with the file
	 */
	static MethodSetting read(MultipartFile file, String architecture) throws IOException {
		if (file.getSize() > LARGEST_BYTES) {
			throw new Problem.Refused(FIELD, "a file of " + size(file.getSize()),
					"an adapter_config.json of at most 64 KiB; usual ones have 1 KiB. Leave the adapter's weights out: they are trained here");
		}
		return HfPeftConfig.read(text(file.getBytes()), architecture);
	}

	private static String text(byte[] bytes) {
		if (bytes.length == 0) {
			throw new Problem.Refused(FIELD, "an empty file", "the JSON of an adapter_config.json");
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException exception) {
			throw new Problem.Refused(FIELD, "a file that is not text", "the JSON of an adapter_config.json, in UTF-8");
		}
	}

	private static String size(long bytes) {
		return bytes < 1_000_000 ? bytes / 1000 + " kB" : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
	}

}
