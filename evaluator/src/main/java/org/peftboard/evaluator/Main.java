package org.peftboard.evaluator;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.run.EvaluatorCatalogue;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The evaluator's command line. */
@Command(name = "evaluator", description = "Trains and measures parameter-efficient fine-tuning methods.", mixinStandardHelpOptions = true,
		subcommands = { EvaluateCommand.class, CheckCommand.class, CatalogCommand.class, CountCommand.class, ExportCommand.class, FetchCommand.class,
				MemoryCommand.class, PretrainCommand.class, ProfileCommand.class, SubmitCommand.class })
public final class Main {

	private Main() {
	}

	public static void main(String[] args) {
		PrintStream out = System.out;
		// standard output is for documents alone: what the engine and its logger print goes to standard error
		System.setOut(System.err);
		// by itself the command line has no logger, which is nothing to warn of
		System.setProperty("slf4j.internal.verbosity", "ERROR");
		System.exit(run(out, System.err, args));
	}

	/** Runs a command; gives the exit code. */
	static int run(PrintStream out, PrintStream err, String... args) {
		CommandLine line = new CommandLine(new Main());
		line.setOut(new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true));
		line.setErr(new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true));
		line.getCommandSpec().versionProvider(EvaluatorCatalogue::version);
		line.getSubcommands().values().forEach(command -> command.getCommandSpec().versionProvider(EvaluatorCatalogue::version));
		line.setExecutionExceptionHandler((exception, command, parsed) -> exitCode(exception, command.getErr()));
		try {
			return line.execute(args);
		}
		catch (Error error) {
			// a native library that does not load, memory that is not there
			return exitCode(error, line.getErr());
		}
	}

	private static int exitCode(Throwable exception, PrintWriter err) {
		if (exception instanceof Problem.Refused refused) {
			refused.problems().forEach(problem -> err.println(problem.sentence()));
			return ExitCode.REFUSED.code();
		}
		exception.printStackTrace(err);
		return ExitCode.INTERNAL.code();
	}

}
