package org.peftboard.evaluator;

import java.util.concurrent.Callable;

import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.run.EvaluatorCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "catalog", description = "Prints everything that this evaluator can run, as JSON.", mixinStandardHelpOptions = true)
final class CatalogCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		spec.commandLine().getOut().print(Json.pretty(EvaluatorCatalogue.catalogue()));
		spec.commandLine().getOut().flush();
		return ExitCode.FINISHED.code();
	}

}
