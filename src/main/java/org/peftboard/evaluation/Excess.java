package org.peftboard.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.util.unit.DataSize;

/** Watches what an evaluator takes of this machine: resident memory and processes, its children among them. Linux only; elsewhere it finds nothing. */
final class Excess {

	/** An evaluator is one process, behind three small ones that shut it in. */
	static final int MOST_PROCESSES = 32;

	private static final String RESIDENT = "VmRSS:";

	private final long mostBytes;

	Excess(DataSize limit) {
		this.mostBytes = mostBytes(limit);
	}

	/** Resident memory at which an evaluator is stopped: the limit, or three quarters of the machine's. */
	static long mostBytes(DataSize limit) {
		return limit.toBytes() > 0 ? limit.toBytes() : machineBytes() / 4 * 3;
	}

	/** What is too much; empty while nothing is. */
	Optional<String> of(ProcessHandle evaluator) {
		List<ProcessHandle> all = Stream.concat(Stream.of(evaluator), evaluator.descendants()).toList();
		if (all.size() > MOST_PROCESSES) {
			return Optional.of("Stopped with " + all.size() + " processes; an evaluation may have " + MOST_PROCESSES + ".");
		}
		long bytes = all.stream().mapToLong(process -> kilobytes(Path.of("/proc/" + process.pid() + "/status"), RESIDENT) * 1024).sum();
		return bytes <= mostBytes ? Optional.empty()
				: Optional.of(String.format(Locale.ROOT, "Stopped at the memory limit of %.1f GB.", mostBytes / 1e9));
	}

	private static long machineBytes() {
		long kilobytes = kilobytes(Path.of("/proc/meminfo"), "MemTotal:");
		return kilobytes > 0 ? kilobytes * 1024 : Long.MAX_VALUE / 4;
	}

	private static long kilobytes(Path file, String name) {
		try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
			return lines.filter(line -> line.startsWith(name)).map(line -> line.replaceAll("\\D", "")).mapToLong(Long::parseLong).findFirst().orElse(0);
		}
		catch (IOException | java.io.UncheckedIOException gone) {
			return 0;
		}
	}

}
