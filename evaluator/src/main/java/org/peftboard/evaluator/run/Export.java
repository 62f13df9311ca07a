package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.adapter.MergedFolder;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.model.BaseModels;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.Ops;

/** Folding an adapter into its base model. */
public final class Export {

	private Export() {
	}

	/**
	 * Writes a plain model folder.
	 *
	 * @param adapter     folder of an adapter, this evaluator's or Hugging Face PEFT's
	 * @param baseModel   id of a base model of the catalogue
	 * @param modelFolder files to use in its place; none for the catalogue's
	 * @throws Problem.Refused where something is missing or does not fit, or the method does not merge
	 */
	public static void merged(Path adapter, String baseModel, @Nullable Path modelFolder, Path out) throws IOException {
		Path base = modelFolder != null ? modelFolder : BaseModels.REGISTRY.get(baseModel).folder();
		try (Ops ops = Ops.on("cpu"); LanguageModel model = AdapterFolder.load(base, adapter, ops)) {
			MergedFolder.write(out, base, model);
		}
	}

}
