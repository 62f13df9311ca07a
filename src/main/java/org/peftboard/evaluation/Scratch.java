package org.peftboard.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Folders in which evaluators work: {@code data/work/<server>/<evaluation>}, deleted afterwards.
 *
 * <p>A folder's name says which process it belongs to, and a file in it which process works there, each by number and start time, as numbers are given out
 * again. So a server that starts finds what a killed one left behind, ends the evaluators that still run there, and clears up. The folders of a server that
 * still lives are left alone.
 */
@Component
final class Scratch {

	private static final Logger log = LoggerFactory.getLogger(Scratch.class);

	private static final String PROCESS_FILE = "process";

	/** The kernel's clock ticks are coarser than its wall clock. */
	private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

	/** Of {@code /proc/<pid>/stat}, counted from the first field behind the name; field 22 of proc_pid_stat(5). */
	private static final int START_FIELD = 19;

	/** The kernel's USER_HZ is 100 on every machine that Java runs on. */
	private static final long MILLIS_PER_TICK = 10;

	private final Path root;

	private final Path own;

	private final long leastFreeBytes;

	Scratch(@Value("${peftboard.data-folder}") String dataFolder, EvaluationSettings settings) {
		this.leastFreeBytes = settings.leastFreeSpace().toBytes();
		// text and not a path: Spring would look for a path among the web resources
		this.root = Path.of(dataFolder, "work").toAbsolutePath().normalize();
		this.own = root.resolve(name(ProcessHandle.current()));
	}

	/** A new, empty folder. */
	Path folder(String evaluation) {
		try {
			Path folder = own.resolve(evaluation);
			delete(folder);
			return Files.createDirectories(folder);
		}
		catch (IOException exception) {
			throw new UncheckedIOException("scratch folder: cannot write under " + root + " (" + exception.getMessage()
					+ "); make room or make it writable, or set peftboard.data-folder", exception);
		}
	}

	/** Why nothing can be evaluated here; empty while it can. */
	String objection() {
		try {
			Path probe = Files.createDirectories(own).resolve("probe");
			Files.write(probe, new byte[4096]);
			Files.delete(probe);
			long free = Files.getFileStore(own).getUsableSpace();
			return free >= leastFreeBytes ? "" : "scratch folder: " + free / 1_000_000 + " MB free under " + root + ", need " + leastFreeBytes / 1_000_000
					+ " MB (peftboard.evaluation.least-free-space)";
		}
		catch (IOException exception) {
			return "scratch folder: cannot write under " + root + " (" + exception + ")";
		}
	}

	/** Deletes a folder of this server. */
	void delete(String evaluation) {
		delete(own.resolve(evaluation));
	}

	/** Notes which process works in a folder. */
	void note(Path folder, ProcessHandle process) {
		try {
			Files.writeString(folder.resolve(PROCESS_FILE), name(process));
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	/** Ends the evaluators of servers that are gone, and deletes their folders. */
	void clearUpAfterTheDead() {
		for (Path server : children(root)) {
			if (!server.equals(own) && running(server.getFileName().toString()).isEmpty()) {
				children(server).forEach(this::killEvaluator);
				delete(server);
			}
		}
	}

	private void killEvaluator(Path folder) {
		try {
			running(Files.readString(folder.resolve(PROCESS_FILE))).ifPresent(orphan -> {
				log.info("Ending evaluator process {}, which a server left behind that was killed", orphan.pid());
				ProcessTree.kill(orphan);
			});
		}
		catch (NoSuchFileException neverStarted) {
			log.debug("{}: no process was started there", folder);
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	/** {@code <process number>-<milliseconds of its start>} */
	static String name(ProcessHandle process) {
		return process.pid() + "-" + startMillis(process);
	}

	/** Since the machine started, where the kernel tells: the wall clock's time of a start moves when that clock is set. */
	private static long startMillis(ProcessHandle process) {
		try {
			String line = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
			String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
			return Long.parseLong(fields[START_FIELD]) * MILLIS_PER_TICK;
		}
		catch (IOException | RuntimeException notLinux) {
			return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
		}
	}

	/** The process of this name, if it still runs and is not another one with the same number. */
	private static Optional<ProcessHandle> running(String name) {
		String[] parts = name.strip().split("-");
		if (parts.length != 2 || !name.strip().matches("\\d{1,10}-\\d{1,15}")) {
			return Optional.empty();
		}
		long start = Long.parseLong(parts[1]);
		return ProcessHandle.of(Long.parseLong(parts[0]))
			.filter(ProcessHandle::isAlive)
			.filter(process -> Math.abs(startMillis(process) - start) <= START_TOLERANCE.toMillis());
	}

	private static List<Path> children(Path folder) {
		if (!Files.isDirectory(folder)) {
			return List.of();
		}
		try (Stream<Path> children = Files.list(folder)) {
			return children.filter(Files::isDirectory).toList();
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	/** Deletes a folder with all that is in it, following no links; does nothing where there is none. */
	private static void delete(Path folder) {
		try {
			Files.walkFileTree(folder, new SimpleFileVisitor<>() {

				@Override
				public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
					Files.delete(file);
					return FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
					Files.delete(visited);
					return FileVisitResult.CONTINUE;
				}

			});
		}
		catch (NoSuchFileException nothingThere) {
			return;
		}
		catch (IOException exception) {
			log.warn("{}: cannot be deleted: {}", folder, exception.toString());
		}
	}

}
