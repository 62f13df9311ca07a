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
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("optimizer", "AdamW");
		settings.put("learningRate", 5e-5);
		settings.put("learningRateOfPromptTuning", 3e-2);
		settings.put("learningRateOfPTuning", 1e-3);
		settings.put("learningRateOfPrefixTuning", 1e-5);
		settings.put("schedule", "cosine to 0");
		settings.put("warmUpShare", 0.1);
		settings.put("weightDecay", 1e-5);
		settings.put("epochs", 10);
		settings.put("batchSize", 4);
		settings.put("precision", "bfloat16");
		settings.put("maxPromptTokens", 2048);
		settings.put("maxNewTokens", 1024);
		settings.put("seeds", List.of(42, 123, 456, 789, 101112));
		settings.put("validationShareOfTraining", 0.1);
		settings.put("validateEveryShareOfTraining", 0.05);
		settings.put("checkpoint", "least validation loss");
		settings.put("decoding", "greedy");
		settings.put("promptFormat", "chat template of the model");
		return new ProtocolCard("peft-bench.1", "PEFT-Bench",
				"Ten epochs of batches of 4 with AdamW, warm-up over a tenth and a cosine; five seeds; the checkpoint with the least"
						+ " loss on a tenth of the training data."
						+ " PEFT-Bench's code of 2026; its first paper gives 5e-5 as the learning rate of every method.",
				settings, LEARNING_RATE);
	}

	private static ProtocolCard lialin() {
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("optimizer", "AdamW, no decay of biases and layer norms");
		settings.put("learningRates", List.of(1e-3, 1e-4, 5e-5));
		settings.put("learningRateChosenAtSeed", 0);
		settings.put("schedule", "linear to 0");
		settings.put("warmUpShare", 0.06);
		settings.put("weightDecay", 0.1);
		settings.put("epochsOfSuperGlue", 3);
		settings.put("epochsOfCnnDailyMail", 1);
		settings.put("leastSteps", 100);
		settings.put("batchSize", 32);
		settings.put("precision", "bfloat16");
		settings.put("maxPromptTokens", 512);
		settings.put("maxNewTokensOfSuperGlue", 8);
		settings.put("maxNewTokensOfCnnDailyMail", 128);
		settings.put("seeds", List.of(0, 1, 42));
		settings.put("testExamplesOfCnnDailyMail", 1600);
		settings.put("checkpoint", "best validation score");
		settings.put("decoding", "beam search, 5 beams for SuperGLUE, 3 for CNN/DailyMail");
		settings.put("promptFormat", "T5's, by name of the column");
		settings.put("score", "accuracy, ROUGE-L; mean and population standard deviation over the seeds");
		return new ProtocolCard("lialin.1", "Scaling Down to Scale Up",
				"Three epochs of SuperGLUE, one of CNN/DailyMail, with AdamW, warm-up over 6 % and a linear schedule; the best of"
						+ " three learning rates at one seed, then three"
						+ " seeds. Code of Lialin et al., peft_comparison.",
				settings, LEARNING_RATE);
	}

	private static ProtocolCard huggingFace() {
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("optimizer", "AdamW");
		settings.put("learningRate", 1e-4);
		settings.put("schedule", "cosine to 0");
		settings.put("warmUpShare", 0.1);
		settings.put("weightDecay", 0.1);
		settings.put("clipNorm", 1.0);
		settings.put("steps", 5000);
		settings.put("batchSize", 4);
		settings.put("batchesInALengthBucket", 20);
		settings.put("precision", "bfloat16, adapters float32");
		settings.put("maxPromptTokens", 768);
		settings.put("maxNewTokens", 300);
		settings.put("seeds", List.of(0));
		settings.put("validateEverySteps", 250);
		settings.put("validationExamples", 50);
		settings.put("checkpoint", "the last");
		settings.put("decoding", "greedy");
		settings.put("loss", "on prompt and answer");
		return new ProtocolCard("hf-comparison.1", "Hugging Face's method comparison",
				"5,000 steps of batches of 4 on MetaMathQA with AdamW, warm-up over a tenth and a cosine; one seed; tested on GSM8K. Hugging Face PEFT,"
						+ " method_comparison/MetaMathQA, July 2026.",
				settings, LEARNING_RATE);
	}

}
