package org.peftboard.evaluator.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file whole or not at all: beside its place first, then moved there. */
public final class WholeFile {

	/** Fills a new file. */
	@FunctionalInterface
	public interface Filling {

		void fill(Path part) throws IOException;

	}

	private WholeFile() {
	}

	/**
	 * @throws IOException where it cannot be written; what stood in its place before stays, and nothing half-written is left
	 */
	public static void write(Path file, Filling filling) throws IOException {
		Path part = file.resolveSibling(file.getFileName() + ".part");
		try {
			filling.fill(part);
			Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Files.deleteIfExists(part);
		}
	}

}
