package org.peftboard.evaluator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.run.CheckedRequest;
import org.peftboard.evaluator.run.Interrupted;
import org.peftboard.evaluator.run.MemoryMeasurement;
import org.peftboard.evaluator.run.NeedsMoreMemory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "memory", mixinStandardHelpOptions = true, description = {
		"Measures peak memory of one phase of a request in this process alone; evaluate starts it, once a phase. The request is one line of standard input; where that ends, so does",
		"this process. The answer is one JSON object on standard output.", "Exit codes: as of evaluate." })
final class MemoryCommand implements Callable<Integer> {

	@Option(names = "--phase", required = true, description = "${COMPLETION-CANDIDATES}")
	private MemoryMeasurement.Phase phase;

	@Option(names = "--model-folder", required = true, description = "config.json, tokenizer.json and safetensors")
	private Path modelFolder;

	@Option(names = "--adapter", description = "folder with adapter_model.safetensors, in place of what training makes")
	private @Nullable Path adapterFolder;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws IOException {
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		Request request = Json.read("request", String.valueOf(in.readLine()), Request.class);
		CheckedRequest checked = CheckedRequest.of(request, modelFolder, adapterFolder);
		endWith(in);
		try (StopSignal stop = StopSignal.install(null)) {
			spec.commandLine().getOut().println(Json.line(new MemoryMeasurement.Answer(MemoryMeasurement.of(checked, phase, stop).orElse(null))));
			return ExitCode.FINISHED.code();
		}
		catch (Interrupted interrupted) {
			return ExitCode.INTERRUPTED.code();
		}
		catch (NeedsMoreMemory larger) {
			spec.commandLine().getErr().println(larger.getMessage());
			return ExitCode.OUT_OF_MEMORY.code();
		}
	}

	/** Nobody waits for an answer any more where whoever asked is gone. */
	private static void endWith(BufferedReader in) {
		Thread thread = new Thread(() -> {
			try {
				in.transferTo(Writer.nullWriter());
			}
			catch (IOException gone) {
				// as at the end
			}
			Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
		}, "end-with-parent");
		thread.setDaemon(true);
		thread.start();
	}

}
