package org.peftboard.evaluator.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.ProtocolCard;
import org.peftboard.evaluator.nn.AdamW;
import org.peftboard.evaluator.nn.Precision;

/**
 * The fixed part of a run: what a submission may not change.
 *
 * @param source        whose rules these are; empty for our own
 * @param seeds         of the training runs, where a request names none
 * @param usual         how long is trained and how much is read
 * @param exceptions    the same for tasks that differ, by id
 * @param batches       how examples come together
 * @param optimization  how weights move
 * @param learningRates defaults by method that stand above the method's own; {@code *} for every other method; empty for the methods' own
 * @param selection     which checkpoint is tested
 * @param precision     of the base model and its activations on a CUDA device; on a CPU it is float32; added parameters are always float32
 * @param retention     whether the loss on text outside the task is read before and after
 */
public record Protocol(String id, String title, String description, String source, List<Long> seeds, Extent usual, Map<String, Extent> exceptions,
		Batches batches, Optimization optimization, Map<String, Double> learningRates, Selection selection, Precision precision, boolean retention) {

	/** Only the learning rate, and the method's own parameters, are a submission's to choose. */
	private static final List<String> ADJUSTABLE = List.of("learningRate");

	/**
	 * Lengths.
	 *
	 * @param steps           optimizer steps; 0 where epochs decide
	 * @param epochs          passes over the training split; 0 where steps decide
	 * @param leastSteps      steps at least, where epochs decide
	 * @param maxPromptTokens 0 for the task's own
	 * @param maxNewTokens    0 for the task's own
	 * @param testItems       the first ones of the split; 0 for all
	 * @param beams           1 decodes greedily
	 */
	public record Extent(int steps, int epochs, int leastSteps, int maxPromptTokens, int maxNewTokens, int testItems, int beams) {

		/** Optimizer steps over this many training items. */
		int stepsOver(int items, int itemsAStep) {
			return steps > 0 ? steps : Math.max(leastSteps, epochs * ((items + itemsAStep - 1) / itemsAStep));
		}

	}

	/**
	 * Batches.
	 *
	 * @param size         examples that go through the model at once
	 * @param accumulation batches whose gradients make one optimizer step
	 * @param bucket       batches among which examples are sorted by length, so that like come together; 1 sorts none
	 * @param wholeText    whether the prompt's tokens are learned as well as the answer's
	 */
	public record Batches(int size, int accumulation, int bucket, boolean wholeText) {

		int itemsAStep() {
			return size * accumulation;
		}

	}

	/**
	 * The optimizer and its schedule.
	 *
	 * @param warmUpShare   of all steps
	 * @param decayOfAll    whether biases and norms (parameters of one dimension) decay too
	 * @param clipNorm      greatest joint norm of the gradients
	 * @param checkpointsActivations whether activations are computed twice and kept for one layer at a time
	 */
	public record Optimization(Schedule.Shape shape, double warmUpShare, AdamW.Settings optimizer, boolean decayOfAll, double clipNorm,
			boolean checkpointsActivations) {

		Optimization(Schedule.Shape shape, double warmUpShare, AdamW.Settings optimizer, boolean decayOfAll, double clipNorm) {
			this(shape, warmUpShare, optimizer, decayOfAll, clipNorm, false);
		}

		Optimization withCheckpointedActivations() {
			return new Optimization(shape, warmUpShare, optimizer, decayOfAll, clipNorm, true);
		}

		/** Without warm-up and decay, clipped at 1: for what belongs to no protocol. */
		static final Optimization PLAIN = new Optimization(Schedule.Shape.COSINE, 0, new AdamW.Settings(0.9, 0.999, 0, 1e-8), true, 1);

	}

	/**
	 * How the checkpoint is chosen.
	 *
	 * @param everySteps steps between two validations; 0 where the share decides
	 * @param everyShare of all steps between two validations
	 * @param items      the first ones of the validation split; 0 for all
	 */
	public record Selection(Rule rule, int everySteps, double everyShare, int items) {

		int stepsBetween(int steps) {
			return everySteps > 0 ? everySteps : Math.max(1, (int) Math.round(everyShare * steps));
		}

	}

	/** Which checkpoint is tested; the earlier one at a tie. */
	public enum Rule {

		BEST_SCORE("best validation score; the model before training is a candidate"), LEAST_LOSS("least validation loss"), LAST("the last");

		private final String words;

		Rule(String words) {
			this.words = words;
		}

	}

	public Protocol {
		seeds = List.copyOf(seeds);
		exceptions = Map.copyOf(exceptions);
	}

	Extent extent(String task) {
		return exceptions.getOrDefault(task, usual);
	}

	ProtocolCard card() {
		Map<String, Object> settings = new LinkedHashMap<>();
		describe(settings, "", usual);
		exceptions.keySet().stream().sorted().forEach(task -> describe(settings, " (" + task + ")", exceptions.get(task)));
		describeTraining(settings);
		settings.put("seeds", seeds);
		settings.put("checkpoint", selection.rule().words);
		settings.put("validateEvery", selection.everySteps() > 0 ? selection.everySteps() + " steps" : selection.everyShare() + " of all steps");
		settings.put("validationItems", selection.items() > 0 ? selection.items() : "all");
		settings.put("precision", precision == Precision.FLOAT32 ? "float32" : "bfloat16 on CUDA, float32 on the CPU; added parameters float32");
		return new ProtocolCard(id, title, source.isEmpty() ? description : description + " Source: " + source, settings, ADJUSTABLE);
	}

	private static void describe(Map<String, Object> settings, String task, Extent extent) {
		settings.put((extent.steps() > 0 ? "steps" : "epochs") + task, extent.steps() > 0 ? extent.steps() : extent.epochs());
		if (extent.leastSteps() > 0) {
			settings.put("leastSteps" + task, extent.leastSteps());
		}
		settings.put("maxPromptTokens" + task, extent.maxPromptTokens() > 0 ? extent.maxPromptTokens() : "the task's");
		settings.put("maxNewTokens" + task, extent.maxNewTokens() > 0 ? extent.maxNewTokens() : "the task's");
		settings.put("testItems" + task, extent.testItems() > 0 ? extent.testItems() : "all");
		settings.put("decoding" + task, extent.beams() == 1 ? "greedy" : extent.beams() + " beams");
	}

	private void describeTraining(Map<String, Object> settings) {
		settings.put("batchSize", batches.size());
		settings.put("accumulation", batches.accumulation());
		settings.put("batchesInALengthBucket", batches.bucket());
		settings.put("lossOn", batches.wholeText() ? "prompt and answer" : "answer");
		settings.put("schedule", optimization.shape().name().toLowerCase(Locale.ROOT) + " to 0");
		settings.put("warmUpShare", optimization.warmUpShare());
		settings.put("activationCheckpointing", optimization.checkpointsActivations());
		settings.put("optimizer", "AdamW");
		settings.put("beta1", optimization.optimizer().beta1());
		settings.put("beta2", optimization.optimizer().beta2());
		settings.put("epsilon", optimization.optimizer().epsilon());
		settings.put("weightDecay", optimization.optimizer().weightDecay());
		settings.put("weightDecayOf", optimization.decayOfAll() ? "every parameter" : "every parameter but biases and norms");
		settings.put("clipNorm", optimization.clipNorm());
		if (!learningRates.isEmpty()) {
			settings.put("learningRates", learningRates);
		}
	}

}
