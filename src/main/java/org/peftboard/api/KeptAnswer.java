package org.peftboard.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer as it goes out, once plain and once compressed.
 *
 * @param headers without those that depend on the request
 * @param plain   absent where the compressed bytes are enough: nearly every reader takes them
 * @param tag     entity tag of the plain bytes, without quotes
 */
record KeptAnswer(List<Header> headers, @Nullable String type, byte[] plain, byte[] compressed, String tag) {

	private static final int SMALL = 512;

	/** One header. */
	record Header(String name, String value) {
	}

	static KeptAnswer of(List<Header> headers, @Nullable String type, byte[] body) {
		return new KeptAnswer(headers, type, body, worthCompressing(type, body) ? compressed(body) : body, Snapshots.sha256(body).substring(0, 32));
	}

	private static boolean worthCompressing(@Nullable String type, byte[] body) {
		return body.length > SMALL && type != null && (type.startsWith("text/") || type.contains("json") || type.contains("xml") || type.contains("javascript"));
	}

	private static byte[] compressed(byte[] body) {
		ByteArrayOutputStream target = new ByteArrayOutputStream(body.length / 4);
		try (GZIPOutputStream gzip = new GZIPOutputStream(target) {
			{
				def.setLevel(Deflater.BEST_COMPRESSION);
			}
		}) {
			gzip.write(body);
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
		return target.toByteArray();
	}

	int weight() {
		return plain.length + (compressed == plain ? 0 : compressed.length) + 1024;
	}

	/** Answers with the bytes, or with 304 where the reader has them. */
	void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
		boolean gzip = compressed != plain && accepts(request);
		String entityTag = '"' + tag + (gzip ? "-gzip" : "") + '"';
		headers.forEach(header -> response.addHeader(header.name, header.value));
		response.setHeader("ETag", entityTag);
		if (matches(request.getHeader("If-None-Match"))) {
			response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
			return;
		}
		response.setContentType(type);
		if (gzip) {
			response.setHeader("Content-Encoding", "gzip");
		}
		byte[] bytes = gzip ? compressed : plain;
		response.setContentLength(bytes.length);
		if (!request.getMethod().equals("HEAD")) {
			response.getOutputStream().write(bytes);
		}
	}

	private static boolean accepts(HttpServletRequest request) {
		String encodings = request.getHeader("Accept-Encoding");
		return encodings != null && encodings.contains("gzip") && !encodings.contains("gzip;q=0");
	}

	/** Either encoding's tag, weak or strong: both name the same content. */
	private boolean matches(@Nullable String known) {
		return known != null && (known.equals("*") || known.contains('"' + tag));
	}

}
