package org.peftboard.evaluator.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.adapter.Fit;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Result.Arithmetic;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.Counted;
import org.peftboard.evaluator.nn.Precision;
import org.peftboard.evaluator.nn.Products;
import tools.jackson.databind.JsonNode;

/**
 * What a configuration needs, before it runs: parameters exactly, memory by a model of what training keeps, arithmetic by formula. No weights and no native
 * library; milliseconds for a model of any size.
 *
 * @param parameters trainable, stored and base scalars
 * @param training   memory over the process without the model
 * @param inference  the same while a batch is read and continued
 */
public record Estimate(Fit parameters, Training training, Inference inference, Arithmetic arithmetic) {

	/**
	 * One training step.
	 *
	 * @param batch     examples that go through the model at once
	 * @param tokens    positions of each example; an encoder–decoder reads them in the encoder
	 * @param targets   positions whose next token is learned: the last ones of a decoder's tokens, or all that the decoder behind an encoder reads
	 * @param precision of the frozen base model and its activations; what is added or trained is float32
	 * @param checkpointsActivations whether activations are computed twice and kept for one layer at a time
	 * @param products  what multiplies matrices: oneDNN keeps the input of every linear layer for the backward pass, so it is what a machine that is not known is taken for
	 */
	public record Load(int batch, int tokens, int targets, Precision precision, boolean checkpointsActivations, Products products) {

		public Load(int batch, int tokens, int targets, Precision precision) {
			this(batch, tokens, targets, precision, false);
		}

		public Load(int batch, int tokens, int targets, Precision precision, boolean checkpointsActivations) {
			this(batch, tokens, targets, precision, checkpointsActivations, precision == Precision.FLOAT32 ? Products.ONEDNN : Products.BLAS);
		}

		/** The same on a machine whose products are known. */
		Load with(Products products) {
			return new Load(batch, tokens, targets, precision, checkpointsActivations, products);
		}

		public Load {
			if (batch < 1 || tokens < 1 || targets < 1 || targets > tokens) {
				throw new Problem.Refused("load", batch + " × " + tokens + " tokens with " + targets + " targets",
						"at least 1 of each, and at most as many targets as tokens");
			}
		}

		int weightBytes() {
			return precision == Precision.BFLOAT16 ? 2 : Float.BYTES;
		}

	}

	/**
	 * Peak memory of training, by what it is for.
	 *
	 * @param weightsBytes   base and added weights
	 * @param gradientsBytes one float32 for each trained scalar
	 * @param optimizerBytes two moments for each trained scalar
	 * @param keptBytes      activations that the backward pass needs; freed as gradients grow
	 * @param scoresBytes    scores over the vocabulary with their gradients, and the output layer's gradient; with activation checkpointing one layer's results, where these are more
	 * @param peakBytes      weights, optimizer, and the greater of gradients and the two above; with activation checkpointing the sum of all
	 */
	public record Training(long weightsBytes, long gradientsBytes, long optimizerBytes, long keptBytes, long scoresBytes, long peakBytes) {
	}

	/**
	 * Peak memory of inference.
	 *
	 * @param weightsBytes base and added weights
	 * @param cacheBytes   keys and values of all positions
	 * @param resultsBytes results of half a layer while the prompts are read
	 * @param peakBytes    all of it
	 */
	public record Inference(long weightsBytes, long cacheBytes, long resultsBytes, long peakBytes) {
	}

	/**
	 * Estimates.
	 *
	 * @param config  the base model's {@code config.json}
	 * @param setting complete and inside its bounds
	 * @throws Problem.Refused where the method finds nothing to adapt, or a setting does not fit the model's sizes
	 */
	public static Estimate of(JsonNode config, MethodSetting setting, Load load) {
		PeftMethod method = Methods.REGISTRY.get(setting.id());
		Settings settings = new Settings(method.card(), setting.settings());
		boolean trains = !setting.id().equals(Methods.NONE);
		Counted counted = Architectures.count(config, trains ? method.configure(settings) : Adaptation.NONE);
		Fit fit = trains ? Fit.of(config, setting) : new Fit(0, 0, counted.baseCount());
		MemoryModel memory = new MemoryModel(config, counted, method.addedWork(settings, Architectures.blueprint(config)), load);
		return new Estimate(fit, memory.training(), memory.inference(), FlopCount.of(config, method, settings));
	}

	/**
	 * A parameter that is trained.
	 *
	 * @param name  path in the model
	 * @param shape its dimensions
	 */
	public record TrainedTensor(String name, List<Long> shape, long parameters) {
	}

	/** What would be trained, in the order of the model. */
	public static List<TrainedTensor> trained(Map<String, Object> config, MethodSetting setting) {
		PeftMethod method = Methods.REGISTRY.get(setting.id());
		if (setting.id().equals(Methods.NONE)) {
			return List.of();
		}
		Settings settings = new Settings(method.card(), setting.settings());
		return Architectures.count(Json.tree("config.json", Json.line(config)), method.configure(settings))
			.parameters()
			.byName()
			.values()
			.stream()
			.map(parameter -> new TrainedTensor(parameter.name(), Arrays.stream(parameter.shape().getShape()).boxed().toList(), parameter.size()))
			.toList();
	}

	/** The same from a catalogue's card. */
	public static Estimate of(Map<String, Object> config, MethodSetting setting, Load load) {
		return of(Json.tree("config.json", Json.line(config)), setting, load);
	}

}
