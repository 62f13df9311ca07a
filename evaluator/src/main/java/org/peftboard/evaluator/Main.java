package org.peftboard.evaluator;

import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The evaluator's command line. */
@Command(name = "evaluator", description = "Trains and measures parameter-efficient fine-tuning methods.", mixinStandardHelpOptions = true,
		subcommands = { EvaluateCommand.class, CheckCommand.class, CatalogCommand.class, PretrainCommand.class })
public final class Main {

	private Main() {
	}

	public static void main(String[] args) {
		System.exit(run(args));
	}

	/** Runs a command; gives the exit code. */
	static int run(String... args) {
		return new CommandLine(new Main()).setExecutionExceptionHandler((exception, command, parsed) -> {
			if (exception instanceof Problem.Refused refused) {
				refused.problems().forEach(problem -> command.getErr().println(problem.sentence()));
				return ExitCode.REFUSED.code();
			}
			exception.printStackTrace(command.getErr());
			return ExitCode.INTERNAL.code();
		}).execute(args);
	}

}
