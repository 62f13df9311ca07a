package org.peftboard.evaluator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Progress;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.evaluator.run.CheckedRequest;
import org.peftboard.evaluator.run.Diverged;
import org.peftboard.evaluator.run.Evaluation;
import org.peftboard.evaluator.run.Interrupted;
import org.peftboard.evaluator.run.NeedsMoreMemory;
import org.peftboard.evaluator.run.Replay;
import org.peftboard.evaluator.run.Replay.Difference;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "evaluate", mixinStandardHelpOptions = true, description = {
		"Trains, tests and measures what a request asks for. Progress goes to standard output, one JSON object a line; everything else to standard error.",
		"With --replay a published result's request is run again and the two are compared: inputs by checksum; on the same kind of machine losses, predictions and"
				+ " adapter bit by bit, else scores by their interval; memory and latency within what repeats differ by. The table goes to standard error and to replay.json.",
		"Exit codes: 0 finished (a replay: reproduced), 2 wrong command line, 64 request refused, 65 training diverged, 66 a replay that differs, 67 out of memory, 70 internal error,"
				+ " 74 a file could not be written,",
		"124 deadline passed, 130 interrupted." })
final class EvaluateCommand implements Callable<Integer> {

	@ArgGroup(exclusive = true, multiplicity = "1")
	private Asked asked;

	/** A request, or a result whose request is run again. */
	private static final class Asked {

		@Option(names = "--request", required = true, description = "request.json")
		private @Nullable Path request;

		@Option(names = "--replay", required = true, description = "result.json of a published result")
		private @Nullable Path replay;

	}

	@Option(names = "--out", required = true, description = "folder for result, predictions and adapters")
	private Path out;

	@Option(names = "--model-folder", description = "config.json, tokenizer.json and safetensors to use in place of the catalogue's base model")
	private @Nullable Path modelFolder;

	@Option(names = "--adapter",
			description = "folder with adapter_model.safetensors, tested in place of training; the request's method and settings say what it is")
	private @Nullable Path adapterFolder;

	@Option(names = "--deadline-seconds", description = "end after this time without a result")
	private @Nullable Long deadlineSeconds;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		Result published = asked.replay == null ? null : Json.read(asked.replay, Result.class);
		Request request = published == null ? Json.read(Objects.requireNonNull(asked.request), Request.class) : published.request();
		CheckedRequest checked = CheckedRequest.of(request, modelFolder, adapterFolder);
		try (StopSignal stop = StopSignal.install(deadlineSeconds)) {
			return evaluate(checked, published, stop).code();
		}
	}

	private ExitCode evaluate(CheckedRequest checked, @Nullable Result published, StopSignal stop) {
		try {
			Result result = new Evaluation(checked, out, this::print, stop).run();
			return published == null ? ExitCode.FINISHED : compared(published, result);
		}
		catch (Interrupted interrupted) {
			tell(stop.exitCode() == ExitCode.DEADLINE ? "The deadline of " + deadlineSeconds + " s passed; no result was written." : "Interrupted; no result was written.");
			return stop.exitCode();
		}
		catch (Diverged diverged) {
			tell(diverged.getMessage());
			return ExitCode.DIVERGED;
		}
		catch (NeedsMoreMemory larger) {
			tell(larger.getMessage());
			return ExitCode.OUT_OF_MEMORY;
		}
		catch (IOException exception) {
			tell(out + ": a file could not be written (" + exception.getMessage() + "); free some space or choose another folder. No result was written.");
			return ExitCode.IO;
		}
	}

	private ExitCode compared(Result published, Result again) throws IOException {
		List<Difference> differences = Replay.of(published, again);
		Json.write(out.resolve("replay.json"), differences);
		differences.forEach(each -> tell("%-9s  %s: published %s, now %s (%s)".formatted(each.within() ? "ok" : "DIFFERENT", each.what(), each.published(),
				each.again(), each.need())));
		boolean reproduced = differences.stream().allMatch(Difference::within);
		tell(reproduced ? "Reproduced." : "Not reproduced.");
		return reproduced ? ExitCode.FINISHED : ExitCode.DIFFERENT;
	}

	private void print(Progress line) {
		spec.commandLine().getOut().println(Json.line(line));
	}

	private void tell(String line) {
		spec.commandLine().getErr().println(line);
	}

}
