package org.peftboard.evaluator;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.run.Pretraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "pretrain", description = "Makes the small base model that ships, from seeds alone.", mixinStandardHelpOptions = true)
final class PretrainCommand implements Callable<Integer> {

	@Option(names = "--out", required = true, description = "folder for the model")
	private Path out;

	@Option(names = "--steps", defaultValue = "3000", description = "optimizer steps (default: ${DEFAULT-VALUE})")
	private int steps;

	@Option(names = "--device", defaultValue = "cpu", description = "cpu or cuda:N (default: ${DEFAULT-VALUE})")
	private String device;

	@Override
	public Integer call() throws Exception {
		try (Ops ops = Ops.on(device)) {
			new Pretraining(Pretraining.Recipe.miniLlama(steps), out, line -> System.err.println(line)).run(ops);
		}
		return ExitCode.FINISHED.code();
	}

}
