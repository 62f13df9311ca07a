package org.peftboard.evaluator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.run.Export;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Folds an adapter into its base model. */
@Command(name = "export", mixinStandardHelpOptions = true, description = {
		"Folds an adapter, of this evaluator or of Hugging Face PEFT, into its base model's weights and writes a plain model folder, which transformers loads.",
		"Exit codes: 0 written, 2 wrong command line, 64 refused, 74 a file could not be written." })
final class ExportCommand implements Callable<Integer> {

	@Option(names = "--adapter", required = true, description = "folder with adapter_model.safetensors and adapter_config.json or method.json")
	private Path adapter;

	@Option(names = "--base-model", description = "id of a base model of the catalogue", defaultValue = "mini-llama")
	private String baseModel;

	@Option(names = "--model-folder", description = "config.json and safetensors to use in place of the catalogue's base model")
	private @Nullable Path modelFolder;

	@Option(names = "--out", required = true, description = "folder for config.json, model.safetensors and the tokenizer's files")
	private Path out;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		try {
			Export.merged(adapter, baseModel, modelFolder, out);
			spec.commandLine().getOut().println("Wrote " + out + ", a plain model with the adapter folded in.");
			return ExitCode.FINISHED.code();
		}
		catch (IOException exception) {
			spec.commandLine().getErr().println(out + ": a file could not be written (" + exception.getMessage() + "); free some space or choose another folder.");
			return ExitCode.IO.code();
		}
	}

}
