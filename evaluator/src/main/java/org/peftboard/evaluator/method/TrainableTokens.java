package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Hooks;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.model.TrainedRows;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;

/**
 * Trainable tokens: the embedding's rows of a few tokens train, all else is frozen; where the output layer is the embedding, it changes with it.
 *
 * <p>E(t) ← R(t) for the tokens first … first + n − 1, R (n, C), which starts as the embedding's own rows. Trainable parameters: n · C. Merges.
 *
 * <p>Source: Hugging Face PEFT's {@code TRAINABLE_TOKENS}, which takes any list of tokens; here they follow each other.
 */
final class TrainableTokens implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("trainable-tokens", "Trainable tokens", "selective",
				"Trains the vectors of a few tokens, such as those that begin and end a text. A floor for what the input alone can do.", "E(t) ← R(t), R trained",
				null, null,
				List.of(CommonParameters.whole("firstToken", "First token", 0, 10_000_000, 0, "Id of the first token that trains."),
						CommonParameters.whole("tokens", "Tokens", 1, 4096, 3, "How many tokens train, from the first on."),
						CommonParameters.learningRate(1e-2)),
				true, "TRAINABLE_TOKENS", true,
				List.of(new Preset(CommonParameters.HF_COMPARISON, Map.of("firstToken", 128_000, "tokens", 2, "learningRate", 0.2),
						"trainable_tokens/sos+eos, for Llama 3's vocabulary")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		int first = settings.whole("firstToken");
		int count = settings.whole("tokens");
		return (blueprint, parameters) -> new Hooks() {

			@Override
			public TrainedRows trainedRows(Site site, Parameter embedding) {
				requireInside(embedding.shape().get(0), first, count);
				Parameter rows = parameters.add(site.path() + ".trainable_tokens_delta", new Shape(count, embedding.shape().get(1)),
						() -> parameters.ops().copy(own(parameters, embedding, first, count)));
				parameters.merge(embedding.name(), () -> {
					Ops ops = parameters.ops();
					return ops.update("with_rows", embedding.array(), rows.array(), ops.constant(first));
				});
				return new TrainedRows(rows, first);
			}

		};
	}

	private static NDArray own(Parameters parameters, Parameter embedding, int first, int count) {
		Ops ops = parameters.ops();
		return ops.call("rows_between", embedding.array(), ops.constant(first), ops.constant(first + count));
	}

	private static void requireInside(long vocabulary, int first, int count) {
		if (first + (long) count > vocabulary) {
			throw new Problem.Refused("firstToken", first + " with " + count + " tokens", "tokens of a vocabulary of " + vocabulary);
		}
	}

}
