package org.peftboard.evaluator.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
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
 * P-tuning: prompt tuning whose virtual tokens are the output of a small network.
 *
 * <p>P = encoder(E), E (n, C). MLP: three linear layers C → h → h → C with ReLU between. LSTM: two bidirectional layers of hidden size h, then 2h → 2h, ReLU,
 * 2h → C. The network trains with E and is left out of the adapter file, which holds P alone. Trainable parameters: n·C and the network's.
 *
 * <p>Source: Liu et al., GPT Understands, Too, <a href="https://arxiv.org/abs/2103.10385">arXiv:2103.10385</a>; networks as in Hugging Face PEFT.
 */
final class PTuning implements PeftMethod {

	private static final String LSTM = "lstm";

	private static final int LSTM_LAYERS = 2;

	@Override
	public MethodCard card() {
		return new MethodCard("p-tuning", "P-tuning", "soft-prompt",
				"Prompt tuning whose virtual tokens come out of a small network, an MLP or an LSTM, that is thrown away after training.",
				"X ← [encoder(E); E(x)]", "Liu et al., 2021, GPT Understands, Too", "https://arxiv.org/abs/2103.10385",
				List.of(CommonParameters.virtualTokens(20),
						CommonParameters.choice("encoder", "Encoder", List.of("mlp", LSTM), "mlp", "The network that makes the virtual tokens."),
						CommonParameters.whole("encoderHiddenSize", "Hidden size", 1, 8192, 128, "Inner width h of the network."), PromptTuning.bothStacks(),
						CommonParameters.learningRate(5e-3)),
				false, "P_TUNING", false,
				List.of(new Preset(CommonParameters.PEFT_BENCH, Map.of("virtualTokens", 100, "encoder", LSTM, "encoderHiddenSize", 768, "learningRate", 5e-5),
						"The paper's text; the published configuration has an MLP and learning rate 1e-3."),
						new Preset(CommonParameters.HF_COMPARISON, Map.of("virtualTokens", 20, "encoder", "mlp", "encoderHiddenSize", 3072, "learningRate", 1e-4),
								"ptuning/default")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		return (blueprint, parameters) -> new Encoded(settings, PromptTuning.rows(settings, blueprint.hasEncoder()), parameters);
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		return AddedWork.virtualTokens(settings.whole("virtualTokens"));
	}

	/** The virtual tokens themselves. */
	@Override
	public Adaptation exported(Settings settings) {
		return (blueprint, parameters) -> new Hooks() {

			@Override
			public SoftPrompt prompt(Site.Stack stack, TokenVectors vectors) {
				Shape shape = new Shape(PromptTuning.rows(settings, blueprint.hasEncoder()), vectors.width());
				return new PromptTuning.Trained(settings.whole("virtualTokens"), parameters.zeros(PromptTuning.FILE_NAME, shape));
			}

		};
	}

	private static final class Encoded implements Hooks {

		private final Settings settings;

		private final int rows;

		private final Parameters parameters;

		private @Nullable Network network;

		Encoded(Settings settings, int rows, Parameters parameters) {
			this.settings = settings;
			this.rows = rows;
			this.parameters = parameters;
		}

		@Override
		public SoftPrompt prompt(Site.Stack stack, TokenVectors vectors) {
			int hidden = settings.whole("encoderHiddenSize");
			Parameter input = parameters.normal("embedding.weight", new Shape(rows, vectors.width()), 1);
			Network made = settings.text("encoder").equals(LSTM) ? Lstm.of(parameters, input, vectors.width(), hidden)
					: new Mlp(input, Perceptron.of(parameters, "mlp_head", "relu", vectors.width(), hidden, hidden, vectors.width()));
			network = made;
			return new Output(settings.whole("virtualTokens"), made);
		}

		@Override
		public Map<String, Supplier<NDArray>> exported() {
			Network made = network;
			return made == null ? Map.of() : Map.of(PromptTuning.FILE_NAME, () -> output(made));
		}

		private NDArray output(Network made) {
			try (NDManager scratch = parameters.ops().newManager()) {
				return parameters.ops().copy(made.rows(new Pass(parameters.ops(), scratch, null)));
			}
		}

	}

	/** Makes all rows of the prompt. */
	private interface Network {

		NDArray rows(Pass pass);

	}

	private record Mlp(Parameter input, Perceptron perceptron) implements Network {

		@Override
		public NDArray rows(Pass pass) {
			return perceptron.forward(input.array(), pass);
		}

	}

	/** @param weights by layer and direction: input, hidden, their biases */
	private record Lstm(Parameter input, List<Parameter> weights, Perceptron head) implements Network {

		static Lstm of(Parameters parameters, Parameter input, long width, int hidden) {
			List<Parameter> weights = new ArrayList<>();
			double bound = 1 / Math.sqrt(hidden);
			for (int layer = 0; layer < LSTM_LAYERS; layer++) {
				long in = layer == 0 ? width : 2L * hidden;
				for (String direction : List.of("", "_reverse")) {
					String end = "_l" + layer + direction;
					weights.add(parameters.uniform("lstm_head.weight_ih" + end, new Shape(4L * hidden, in), bound));
					weights.add(parameters.uniform("lstm_head.weight_hh" + end, new Shape(4L * hidden, hidden), bound));
					weights.add(parameters.uniform("lstm_head.bias_ih" + end, new Shape(4L * hidden), bound));
					weights.add(parameters.uniform("lstm_head.bias_hh" + end, new Shape(4L * hidden), bound));
				}
			}
			return new Lstm(input, weights, Perceptron.of(parameters, "mlp_head", "relu", 2L * hidden, 2L * hidden, width));
		}

		@Override
		public NDArray rows(Pass pass) {
			NDArray states = pass.ops().callOn("two_lstm_layers", input.array(), weights.stream().map(Parameter::array).toList());
			states.attach(pass.manager());
			return head.forward(states, pass);
		}

	}

	private record Output(int length, Network network) implements SoftPrompt {

		@Override
		public NDArray rows(Pass pass) {
			NDArray all = pass.once(network, () -> network.rows(pass));
			return pass.call("rows_between", all, pass.ops().constant(0), pass.ops().constant(length));
		}

	}

}
