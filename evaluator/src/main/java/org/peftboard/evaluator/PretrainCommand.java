package org.peftboard.evaluator;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.run.Pretraining;
import org.peftboard.evaluator.run.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "pretrain", description = "Makes a small base model that ships, from seeds alone; goes on where an earlier run into the same folder stopped.", mixinStandardHelpOptions = true)
final class PretrainCommand implements Callable<Integer> {

	@Option(names = "--model", defaultValue = "mini-llama", description = "mini-llama or mini-t5 (default: ${DEFAULT-VALUE})")
	private String model;

	@Option(names = "--out", required = true, description = "folder for the model")
	private Path out;

	@Option(names = "--device", defaultValue = "cpu", description = "cpu or cuda:N (default: ${DEFAULT-VALUE})")
	private String device;

	@Override
	public Integer call() throws Exception {
		try (Ops ops = Ops.on(device)) {
			new Pretraining(Recipe.REGISTRY.get(model), out, line -> System.err.println(line)).run(ops);
		}
		return ExitCode.FINISHED.code();
	}

}
