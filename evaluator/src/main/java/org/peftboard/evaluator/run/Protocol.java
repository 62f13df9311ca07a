package org.peftboard.evaluator.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.ProtocolCard;
import org.peftboard.evaluator.contract.Registry;
import org.peftboard.evaluator.nn.AdamW;

/**
 * The fixed part of a run: what a submission may not change.
 *
 * @param validateEvery      steps between two validations, one of which keeps its checkpoint
 * @param validationExamples examples of the validation split that are decoded each time, the first ones
 */
public record Protocol(String id, String title, int steps, int batchSize, int warmUpSteps, AdamW.Settings optimizer, double clipNorm, int validateEvery,
		int validationExamples) {

	private static final Protocol MINI = new Protocol("mini.1", "Mini", 300, 16, 30, new AdamW.Settings(0.9, 0.999, 0.01, 1e-8), 1, 60, 100);

	public static final Registry<Protocol> REGISTRY = new Registry<>("protocol", List.of(MINI), Protocol::id);

	ProtocolCard card() {
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("steps", steps);
		settings.put("batchSize", batchSize);
		settings.put("warmUpSteps", warmUpSteps);
		settings.put("schedule", "cosine to 0");
		settings.put("optimizer", "AdamW");
		settings.put("beta1", optimizer.beta1());
		settings.put("beta2", optimizer.beta2());
		settings.put("weightDecay", optimizer.weightDecay());
		settings.put("epsilon", optimizer.epsilon());
		settings.put("clipNorm", clipNorm);
		settings.put("precision", "float32");
		settings.put("validateEverySteps", validateEvery);
		settings.put("validationExamples", validationExamples);
		settings.put("checkpoint", "best validation score, the earlier one at a tie");
		settings.put("decoding", "greedy");
		return new ProtocolCard(id, title,
				"%d steps of %d examples with AdamW, warm-up and a cosine; the checkpoint with the best validation score is tested with greedy decoding."
					.formatted(steps, batchSize),
				settings, List.of("learningRate"));
	}

}
