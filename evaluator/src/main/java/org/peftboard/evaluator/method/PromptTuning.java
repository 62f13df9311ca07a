package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Hooks;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.model.SoftPrompt;
import org.peftboard.evaluator.model.TokenVectors;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;
import org.peftboard.evaluator.nn.Pass;

/**
 * Prompt tuning: trained vectors stand before the embedded input, all else is frozen.
 *
 * <p>X ← [P; E(x)], P (n, C). In an encoder–decoder they stand before the source. Hugging Face PEFT keeps 2n rows for those and reads the first n, so that
 * its files hold 2n; {@code bothStacks} does the same. Trainable parameters: n · C, or 2n · C. At the start P is normal, or rows of the embedding.
 *
 * <p>Source: Lester et al., <a href="https://arxiv.org/abs/2104.08691">arXiv:2104.08691</a>.
 */
final class PromptTuning implements PeftMethod {

	static final String FILE_NAME = "prompt_embeddings";

	private static final String VOCABULARY = "vocabulary";

	@Override
	public MethodCard card() {
		return new MethodCard("prompt-tuning", "Prompt tuning", "soft-prompt",
				"Trains virtual tokens that stand before the input. Nothing inside the model changes; every sequence gets longer by them.", "X ← [P; E(x)]",
				"Lester et al., 2021, The Power of Scale for Parameter-Efficient Prompt Tuning", "https://arxiv.org/abs/2104.08691",
				List.of(CommonParameters.virtualTokens(20),
						CommonParameters.choice("initial", "First values", List.of("normal", VOCABULARY), VOCABULARY,
								"Normal numbers of deviation 1, or vectors of tokens drawn from the vocabulary."),
						bothStacks(), CommonParameters.learningRate(3e-2)),
				false, "PROMPT_TUNING", false,
				List.of(new Preset(CommonParameters.PEFT_BENCH, Map.of("virtualTokens", 100, "initial", VOCABULARY, "learningRate", 5e-5),
						"The paper's text; the published configuration has learning rate 3e-2 since October 2025."),
						new Preset(CommonParameters.LIALIN, Map.of("virtualTokens", 20, "bothStacks", false), "hf_prompt_tuning, encoder only"),
						new Preset(CommonParameters.HF_COMPARISON, Map.of("virtualTokens", 200, "learningRate", 1e-3, "initial", VOCABULARY),
								"prompt_tuning/sample_vocab-lr_0.001")));
	}

	static ParameterSpec bothStacks() {
		return CommonParameters.flag("bothStacks", "Rows for both stacks", true,
				"In an encoder–decoder: keep rows for the decoder too, as Hugging Face PEFT does, though nothing reads them.");
	}

	/** n, or 2n in an encoder–decoder with rows for both stacks. */
	static int rows(Settings settings, boolean hasEncoder) {
		return settings.whole("virtualTokens") * (hasEncoder && settings.flag("bothStacks") ? 2 : 1);
	}

	@Override
	public Adaptation configure(Settings settings) {
		return (blueprint, parameters) -> new Hooks() {

			@Override
			public @Nullable SoftPrompt prompt(Site.Stack stack, TokenVectors vectors) {
				Shape shape = new Shape(rows(settings, blueprint.hasEncoder()), vectors.width());
				Parameter rows = settings.text("initial").equals(VOCABULARY)
						? parameters.add(FILE_NAME, shape, () -> sampled(parameters, vectors, (int) shape.get(0))) : parameters.normal(FILE_NAME, shape, 1);
				return new Trained(settings.whole("virtualTokens"), rows);
			}

		};
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		return AddedWork.virtualTokens(settings.whole("virtualTokens"));
	}

	private static NDArray sampled(Parameters parameters, TokenVectors vectors, int count) {
		try (NDManager scratch = parameters.ops().newManager()) {
			float[] drawn = parameters.drawn("uniform", new Shape(count), 0.5).toFloatArray();
			long[] ids = new long[count];
			for (int index = 0; index < count; index++) {
				ids[index] = Math.min((long) ((drawn[index] + 0.5) * vectors.vocabulary()), vectors.vocabulary() - 1);
			}
			return parameters.ops().copy(vectors.of(scratch.create(ids)));
		}
	}

	/** The first {@code length} rows of a trained matrix. */
	record Trained(int length, Parameter rows) implements SoftPrompt {

		@Override
		public NDArray rows(Pass pass) {
			return pass.call("rows_between", rows.array(), pass.ops().constant(0), pass.ops().constant(length));
		}

	}

}
