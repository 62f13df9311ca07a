package org.peftboard.evaluator;

import java.util.concurrent.Callable;

import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.run.Counting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts what a method would train of a published checkpoint, from its shape. */
@Command(name = "count", mixinStandardHelpOptions = true, description = {
		"Counts what a method would train of a published checkpoint, from the checkpoint's shape alone: no weights, no engine.",
		"Exit codes: 0 counted, 2 wrong command line, 64 refused." })
final class CountCommand implements Callable<Integer> {

	@Option(names = "--shape", required = true, description = "id of a shape, such as gpt2, llama-3-8b or t5-11b")
	private String shape;

	@Option(names = "--method", required = true, description = "id of a method, such as lora")
	private String method;

	@Option(names = "--settings", description = "JSON object of settings; what is left out has its default", defaultValue = "{}")
	private String settings;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		spec.commandLine().getOut().println(Json.line(Counting.of(shape, method, settings)));
		return ExitCode.FINISHED.code();
	}

}
