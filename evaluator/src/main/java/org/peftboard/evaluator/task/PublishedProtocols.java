package org.peftboard.evaluator.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.ProtocolCard;
import org.peftboard.evaluator.contract.Registry;

/**
 * How the published comparisons were run, as cards: facts of their papers and code, by which a run of ours can be set up and compared. They are descriptions;
 * the protocols that this evaluator runs are the catalogue's.
 */
public final class PublishedProtocols {

	private static final List<String> LEARNING_RATE = List.of("learningRate");

	public static final Registry<ProtocolCard> REGISTRY = new Registry<>("published protocol", List.of(peftBench(), lialin(), huggingFace()), ProtocolCard::id);

	private PublishedProtocols() {
	}

	private static ProtocolCard peftBench() {
		Map<String, Object> settings = settings("optimizer", "AdamW", "learningRate", 5e-5, "learningRateOfPromptTuning", 3e-2,
				"learningRateOfPTuning", 1e-3, "learningRateOfPrefixTuning", 1e-5, "schedule", "cosine to 0", "warmUpShare", 0.1, "weightDecay", 1e-5,
				"epochs", 10, "batchSize", 4, "precision", "bfloat16", "maxPromptTokens", 2048, "maxNewTokens", 1024,
				"seeds", List.of(42, 123, 456, 789, 101112), "validationShareOfTraining", 0.1, "validateEveryShareOfTraining", 0.05,
				"checkpoint", "least validation loss", "decoding", "greedy", "promptFormat", "chat template of the model");
		return new ProtocolCard("peft-bench.1", "PEFT-Bench",
				"Ten epochs of batches of 4 with AdamW, warm-up over a tenth and a cosine; five seeds; the checkpoint with the least"
						+ " loss on a tenth of the training data."
						+ " PEFT-Bench's code of 2026; its first paper gives 5e-5 as the learning rate of every method.",
				settings, LEARNING_RATE);
	}

	private static ProtocolCard lialin() {
		Map<String, Object> settings = settings("optimizer", "AdamW, no decay of biases and layer norms", "learningRates", List.of(1e-3, 1e-4, 5e-5),
				"learningRateChosenAtSeed", 0, "schedule", "linear to 0", "warmUpShare", 0.06, "weightDecay", 0.1, "epochsOfSuperGlue", 3,
				"epochsOfCnnDailyMail", 1, "leastSteps", 100, "batchSize", 32, "precision", "bfloat16", "maxPromptTokens", 512, "maxNewTokensOfSuperGlue", 8,
				"maxNewTokensOfCnnDailyMail", 128, "seeds", List.of(0, 1, 42), "testExamplesOfCnnDailyMail", 1600, "checkpoint", "best validation score",
				"decoding", "beam search, 5 beams for SuperGLUE, 3 for CNN/DailyMail", "promptFormat", "T5's, by name of the column",
				"score", "accuracy, ROUGE-L; mean and population standard deviation over the seeds");
		return new ProtocolCard("lialin.1", "Scaling Down to Scale Up",
				"Three epochs of SuperGLUE, one of CNN/DailyMail, with AdamW, warm-up over 6 % and a linear schedule; the best of"
						+ " three learning rates at one seed, then three"
						+ " seeds. Code of Lialin et al., peft_comparison.",
				settings, LEARNING_RATE);
	}

	private static ProtocolCard huggingFace() {
		Map<String, Object> settings = settings("optimizer", "AdamW", "learningRate", 1e-4, "schedule", "cosine to 0", "warmUpShare", 0.1,
				"weightDecay", 0.1, "clipNorm", 1.0, "steps", 5000, "batchSize", 4, "batchesInALengthBucket", 20, "precision", "bfloat16, adapters float32",
				"maxPromptTokens", 768, "maxNewTokens", 300, "seeds", List.of(0), "validateEverySteps", 250, "validationExamples", 50,
				"checkpoint", "the last", "decoding", "greedy", "loss", "on prompt and answer");
		return new ProtocolCard("hf-comparison.1", "Hugging Face's method comparison",
				"5,000 steps of batches of 4 on MetaMathQA with AdamW, warm-up over a tenth and a cosine; one seed; tested on GSM8K. Hugging Face PEFT,"
						+ " method_comparison/MetaMathQA, July 2026.",
				settings, LEARNING_RATE);
	}

	private static Map<String, Object> settings(Object... namesAndValues) {
		Map<String, Object> settings = new LinkedHashMap<>();
		for (int place = 0; place < namesAndValues.length; place += 2) {
			settings.put((String) namesAndValues[place], namesAndValues[place + 1]);
		}
		return settings;
	}

}
