package org.peftboard.evaluator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Assumptions;

/**
 * The folder of large models and vectors that does not ship with the project: system property {@code peftboard.shared}, or a folder {@code
 * shared} beside this project or above. A test that needs what is not there is skipped, with the reason.
 */
public final class SharedFolder {

	private SharedFolder() {
	}

	/** The path below the folder, or a skipped test. */
	public static Path require(String path) {
		String property = System.getProperty("peftboard.shared");
		Path found = property != null ? Path.of(property, path) : search(path);
		boolean there = found != null && Files.exists(found);
		if (!there) {
			System.out.println("Skipped: shared/" + path + " is not there. Set -Dpeftboard.shared=FOLDER to run this test.");
		}
		Assumptions.assumeTrue(there, () -> "shared/" + path + " is not there; set -Dpeftboard.shared=FOLDER");
		return found;
	}

	/** The path below the folder, where it is there. */
	public static Optional<Path> find(String path) {
		String property = System.getProperty("peftboard.shared");
		return Optional.ofNullable(property != null ? Path.of(property, path) : search(path)).filter(Files::exists);
	}

	private static Path search(String path) {
		for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
			Path candidate = folder.resolve("shared").resolve(path);
			if (Files.exists(candidate)) {
				return candidate;
			}
		}
		return null;
	}

}
