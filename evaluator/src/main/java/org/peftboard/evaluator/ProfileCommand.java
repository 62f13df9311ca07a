package org.peftboard.evaluator;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.nn.Precision;
import org.peftboard.evaluator.run.Estimate;
import org.peftboard.evaluator.run.FixedHeap;
import org.peftboard.evaluator.run.ProfileText;
import org.peftboard.evaluator.run.Profiling;
import org.peftboard.evaluator.run.Profiling.Profile;
import org.peftboard.evaluator.run.ShapeSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Estimates what a configuration needs on a shape without weights, and measures it with random ones. */
@Command(name = "profile", mixinStandardHelpOptions = true, description = {
		"Says what a configuration needs on the shape of a model, without its weights: parameters exactly, memory by a model of training, latency from this"
				+ " machine's measured speed. With --measure the shape is filled with random weights, trained and decoded, and the estimate's error printed.",
		"Exit codes: 0 profiled, 2 wrong command line, 64 refused." })
final class ProfileCommand implements Callable<Integer> {

	@Option(names = "--model", required = true,
			description = "id of a shape or base model, such as gpt2, t5-11b or mini-llama; or a config.json")
	private String model;

	@Option(names = "--method", required = true, description = "id of a method, such as lora")
	private String method;

	@Option(names = "--settings", defaultValue = "{}", description = "the method's settings as a JSON object; what is left out has its default")
	private String settings;

	@Option(names = "--precision", defaultValue = "fp32", description = "fp32 or bf16: of the frozen weights; default ${DEFAULT-VALUE}")
	private String precision;

	@Option(names = "--batch", defaultValue = "8", description = "examples at once; default ${DEFAULT-VALUE}")
	private int batch;

	@Option(names = "--tokens", defaultValue = "128", description = "positions of each example; default ${DEFAULT-VALUE}")
	private int tokens;

	@Option(names = "--targets", description = "of those, positions that are learned; default all")
	private @Nullable Integer targets;

	@Option(names = "--checkpoint-activations", description = "keep activations of one layer at a time and compute them again")
	private boolean checkpointActivations;

	@Option(names = "--measure", description = "measure it too, with random weights")
	private boolean measure;

	@Option(names = "--device", defaultValue = "cpu", description = "cpu or cuda:N, to measure on; default ${DEFAULT-VALUE}")
	private String device;

	@Option(names = "--no-speed", description = "do not measure this machine's speed: no engine is loaded and no times are given")
	private boolean noSpeed;

	@Option(names = "--json", description = "write the whole profile to this file")
	private @Nullable Path json;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws Exception {
		if (measure && device.equals("cpu") && !FixedHeap.isHere()) {
			List<String> arguments = spec.commandLine().getParent().getParseResult().originalArgs();
			return new ProcessBuilder(FixedHeap.command(arguments)).inheritIO().start().waitFor();
		}
		Estimate.Load load = new Estimate.Load(batch, tokens, targets == null ? tokens : targets, precision(), checkpointActivations);
		MethodSetting setting = new MethodSetting(method, Json.map("--settings", settings));
		Profile profile = Profiling.of(model, ShapeSource.config(model), setting, load, device, !noSpeed, measure);
		ProfileText.lines(profile).forEach(spec.commandLine().getOut()::println);
		if (json != null) {
			Json.write(json, profile);
		}
		return ExitCode.FINISHED.code();
	}

	private Precision precision() {
		return switch (precision) {
			case "fp32" -> Precision.FLOAT32;
			case "bf16" -> Precision.BFLOAT16;
			default -> throw new Problem.Refused("--precision", "'" + precision + "'", "fp32 or bf16");
		};
	}

}
