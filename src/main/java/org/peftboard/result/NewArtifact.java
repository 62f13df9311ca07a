package org.peftboard.result;

import java.util.regex.Pattern;

/**
 * A file that goes with a result.
 *
 * @param fileName  relative, with {@code /} between folders ({@code adapter/adapter_config.json})
 * @param mediaType what it is served as, always as a download
 */
public record NewArtifact(String fileName, String mediaType, byte[] bytes) {

	private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*){0,3}");

	public NewArtifact {
		if (!FILE_NAME.matcher(fileName).matches() || fileName.length() > 200) {
			throw new IllegalArgumentException(
					"artifact file name: got '" + fileName
							+ "', need letters, digits, '.', '_', '-', at most three folders and 200 characters");
		}
	}

}
