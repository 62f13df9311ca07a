package org.peftboard.evaluator.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Resident memory of this process, as the kernel counts it: now (VmRSS), and its high-water mark (VmHWM), which misses nothing between two readings.
 * It counts the JVM's heap too, so that must have a fixed size for differences to mean anything. Linux only; absent elsewhere.
 */
final class ResidentMemory {

	private static final Path STATUS = Path.of("/proc/self/status");

	private static final Path CLEAR = Path.of("/proc/self/clear_refs");

	private static final String RESET_PEAK = "5";

	private static final long KIBIBYTE = 1024;

	private ResidentMemory() {
	}

	static OptionalLong now() {
		return read("VmRSS:");
	}

	/** Of it, pages of files: programs, libraries, and checkpoints that are mapped to be read. They are not the process's own and can be dropped at any time. */
	static OptionalLong ofFiles() {
		return read("RssFile:");
	}

	static OptionalLong peak() {
		return read("VmHWM:");
	}

	/** Sets the high-water mark to what is resident now; false where the kernel does not let us. */
	static boolean resetPeak() {
		try {
			Files.writeString(CLEAR, RESET_PEAK);
			return true;
		}
		catch (IOException exception) {
			return false;
		}
	}

	private static OptionalLong read(String key) {
		try {
			return Files.readAllLines(STATUS)
				.stream()
				.filter(line -> line.startsWith(key))
				.mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
				.findFirst();
		}
		catch (IOException exception) {
			return OptionalLong.empty();
		}
	}

}
