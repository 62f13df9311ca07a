package org.peftboard.evaluator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Progress;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.run.CheckedRequest;
import org.peftboard.evaluator.run.Diverged;
import org.peftboard.evaluator.run.Evaluation;
import org.peftboard.evaluator.run.Interrupted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "evaluate", mixinStandardHelpOptions = true, description = {
		"Trains, tests and measures what a request asks for. Progress goes to standard output, one JSON object a line; everything else to standard error.",
		"Exit codes: 0 finished, 2 wrong command line, 64 request refused, 65 training diverged, 70 internal error, 74 a file could not be written,",
		"124 deadline passed, 130 interrupted." })
final class EvaluateCommand implements Callable<Integer> {

	@Option(names = "--request", required = true, description = "request.json")
	private Path request;

	@Option(names = "--out", required = true, description = "folder for result, predictions and adapters")
	private Path out;

	@Option(names = "--model-folder", description = "config.json, tokenizer.json and safetensors to use in place of the catalogue's base model")
	private @Nullable Path modelFolder;

	@Option(names = "--deadline-seconds", description = "end after this time without a result")
	private @Nullable Long deadlineSeconds;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		CheckedRequest checked = CheckedRequest.of(Json.read(request, Request.class), modelFolder);
		try (StopSignal stop = StopSignal.install(deadlineSeconds)) {
			return evaluate(checked, stop).code();
		}
	}

	private ExitCode evaluate(CheckedRequest checked, StopSignal stop) {
		try {
			new Evaluation(checked, out, this::print, stop).run();
			return ExitCode.FINISHED;
		}
		catch (Interrupted interrupted) {
			tell(stop.exitCode() == ExitCode.DEADLINE ? "The deadline of " + deadlineSeconds + " s passed; no result was written." : "Interrupted; no result was written.");
			return stop.exitCode();
		}
		catch (Diverged diverged) {
			tell(diverged.getMessage());
			return ExitCode.DIVERGED;
		}
		catch (IOException exception) {
			tell(out + ": a file could not be written (" + exception.getMessage() + "); free some space or choose another folder. No result was written.");
			return ExitCode.IO;
		}
	}

	private void print(Progress line) {
		spec.commandLine().getOut().println(Json.line(line));
	}

	private void tell(String line) {
		spec.commandLine().getErr().println(line);
	}

}
