package org.peftboard.submission;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An adapter that somebody brought, to be tested as it is.
 *
 * @param sha256 of its {@code adapter_model.safetensors}
 * @param bytes  of that file
 * @param shapes of its tensors, by parameter
 */
public record UploadedAdapter(String sha256, long bytes, Map<String, List<Long>> shapes) {

	private static final int SHORT = 12;

	/** {@code 3f2a0c9d1b7e…, 24 tensors, 1.2 MB} */
	public String words() {
		return String.format(Locale.ROOT, "%s…, %d tensors, %.2f MB", sha256.substring(0, SHORT), shapes.size(), bytes / 1e6);
	}

}
