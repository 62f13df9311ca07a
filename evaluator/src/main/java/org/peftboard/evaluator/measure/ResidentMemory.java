package org.peftboard.evaluator.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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

	/**
	 * What the kernel says at one moment. The figures are read together: between two readings a collected mapping of a checkpoint can be unmapped.
	 *
	 * @param nowBytes   resident
	 * @param filesBytes of it, pages of files: programs, libraries, and checkpoints that are mapped to be read. They are not the process's own and can be
	 *                   dropped at any time.
	 * @param peakBytes  the high-water mark
	 */
	record Reading(long nowBytes, long filesBytes, long peakBytes) {
	}

	/** Empty where this system does not tell. */
	static Optional<Reading> read() {
		try {
			List<String> lines = Files.readAllLines(STATUS);
			return Optional.of(new Reading(bytes(lines, "VmRSS:"), bytes(lines, "RssFile:"), bytes(lines, "VmHWM:")));
		}
		catch (IOException exception) {
			return Optional.empty();
		}
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

	private static long bytes(List<String> lines, String key) {
		return lines.stream().filter(line -> line.startsWith(key)).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE).findFirst().orElse(0);
	}

}
