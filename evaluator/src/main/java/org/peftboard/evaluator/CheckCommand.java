package org.peftboard.evaluator;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.run.CheckedRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "check", description = "Checks a request and prints it with every default filled in; runs nothing.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

	@Option(names = "--request", required = true, description = "request.json")
	private Path request;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		CheckedRequest checked = CheckedRequest.of(Json.read(request, Request.class), null);
		spec.commandLine().getOut().print(Json.pretty(checked.request()));
		spec.commandLine().getOut().flush();
		return ExitCode.FINISHED.code();
	}

}
