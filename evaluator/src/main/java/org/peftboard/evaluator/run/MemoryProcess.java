package org.peftboard.evaluator.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Result.PeakMemory;

/**
 * Starts {@code evaluator memory} for one phase and takes its answer: the same JVM with the same classes and a fixed heap, the request on its standard input. That stays open while this process lives;
 * where it closes, the other one ends.
 */
final class MemoryProcess {

	private static final long POLL_MILLIS = 50;

	private final CheckedRequest request;

	private final Path folder;

	private final BooleanSupplier stop;

	/** @param folder for what the process says, which is deleted again */
	MemoryProcess(CheckedRequest request, Path folder, BooleanSupplier stop) {
		this.request = request;
		this.folder = folder;
		this.stop = stop;
	}

	/**
	 * Measures.
	 *
	 * @return empty where this system does not tell
	 * @throws Interrupted           where it was asked to stop
	 * @throws NeedsMoreMemory       where the device's memory does not hold it
	 * @throws IOException           where the process cannot be started, or could not write
	 * @throws IllegalStateException where it failed otherwise
	 */
	Optional<PeakMemory> measure(MemoryMeasurement.Phase phase) throws IOException {
		String name = phase.name().toLowerCase(Locale.ROOT);
		Path answer = folder.resolve("memory-" + name + ".json");
		Path said = folder.resolve("memory-" + name + ".log");
		try {
			Process process = new ProcessBuilder(command(phase)).redirectOutput(answer.toFile()).redirectError(said.toFile()).start();
			int code = await(process);
			String last = lastLine(said);
			return switch (ExitCode.of(code)) {
				case FINISHED -> Optional.ofNullable(Json.read(answer.toString(), Files.readString(answer), MemoryMeasurement.Answer.class).peak());
				case OUT_OF_MEMORY -> throw new NeedsMoreMemory(last);
				case DEADLINE, INTERRUPTED -> throw new Interrupted();
				case IO -> throw new IOException(last);
				default -> throw new IllegalStateException("the process that measures memory of " + name + " ended with " + code + ": " + last);
			};
		}
		finally {
			Files.deleteIfExists(answer);
			Files.deleteIfExists(said);
		}
	}

	private int await(Process process) throws IOException {
		try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
			in.write(Json.line(request.request()) + "\n");
			in.flush();
			while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
				Interrupted.throwIf(stop);
			}
			return process.exitValue();
		}
		catch (InterruptedException exception) {
			Thread.currentThread().interrupt();
			throw new Interrupted();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private List<String> command(MemoryMeasurement.Phase phase) {
		List<String> arguments = new ArrayList<>(List.of("memory", "--phase", phase.name(), "--model-folder", request.modelFolder().toString()));
		if (request.adapter() != null) {
			arguments.addAll(List.of("--adapter", String.valueOf(request.adapter().getParent())));
		}
		return FixedHeap.command(arguments);
	}

	private static String lastLine(Path said) {
		try {
			List<String> lines = Files.readAllLines(said, StandardCharsets.ISO_8859_1);
			return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

}
