package org.peftboard.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.peftboard.evaluator.contract.Problem;

/** The text of a request by program. */
public final class JsonBody {

	private JsonBody() {
	}

	/**
	 * Reads a body to its end, or refuses it after one byte too many.
	 *
	 * @throws Problem.Refused where it is larger, or not UTF-8
	 */
	public static String text(InputStream body, int largestBytes) throws IOException {
		byte[] bytes = body.readNBytes(largestBytes + 1);
		if (bytes.length > largestBytes) {
			throw new Problem.Refused("body", "more than " + largestBytes + " bytes", "at most " + largestBytes);
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException exception) {
			throw new Problem.Refused("body", "bytes that are no text", "JSON in UTF-8");
		}
	}

}
