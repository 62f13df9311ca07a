package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.contract.Result.Point;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.run.Protocol.Rule;

/**
 * Trains one model on one task and leaves it at the checkpoint that the protocol's rule chooses, the earlier one at a tie. Where scores choose, the model before
 * training is the first candidate. Checkpoints lie on disk, so that they do not count as training memory.
 */
final class FineTuning {

	private static final int REHEARSED_STEPS = 3;

	private final LanguageModel model;

	private final EncodedTask task;

	private final Protocol protocol;

	private final ProgressLog progress;

	private final BooleanSupplier stop;

	private final int steps;

	private final BatchPlan plan;

	private final List<Point> losses = new ArrayList<>();

	private final List<Point> validations = new ArrayList<>();

	/** the rule's own measure, greater is better; below every score, and correlations go down to −100 */
	private double best = Double.NEGATIVE_INFINITY;

	private int bestStep;

	private long timedTokens;

	private long timedNanos;

	/** @param seed decides the order of examples */
	FineTuning(LanguageModel model, EncodedTask task, Protocol protocol, long seed, ProgressLog progress, BooleanSupplier stop) {
		this.model = model;
		this.task = task;
		this.protocol = protocol;
		this.progress = progress;
		this.stop = stop;
		Protocol.Batches batches = protocol.batches();
		this.steps = protocol.extent(task.task().card().id()).stepsOver(task.training().size(), batches.itemsAStep());
		this.plan = new BatchPlan(model, task.training(), task.special().padding(), steps * batches.accumulation(), batches.size(), batches.bucket(), seed);
	}

	/**
	 * Training steps at learning rate 0 on the largest batch of the run, with an optimizer of their own: they need what training needs and change nothing.
	 */
	void rehearse() {
		List<TokenBatch> largest = IntStream.range(0, protocol.batches().accumulation()).mapToObj(index -> plan.largest()).toList();
		try (Trainer trainer = new Trainer(model, protocol.optimization())) {
			for (int step = 0; step < REHEARSED_STEPS; step++) {
				trainer.step(largest, 0);
			}
		}
	}

	/** @param checkpoint file for the best parameters so far, deleted at the end */
	void run(double learningRate, Path checkpoint) throws IOException {
		int warmUpSteps = (int) Math.ceil(protocol.optimization().warmUpShare() * steps);
		Schedule schedule = new Schedule(learningRate, warmUpSteps, steps, protocol.optimization().shape());
		try (Trainer trainer = new Trainer(model, protocol.optimization(), steps)) {
			if (protocol.selection().rule() == Rule.BEST_SCORE) {
				validate(0, checkpoint);
			}
			train(trainer, schedule, checkpoint);
		}
		if (bestStep < steps) {
			AdapterFolder.readWeights(checkpoint, model);
		}
		Files.deleteIfExists(checkpoint);
	}

	private void train(Trainer trainer, Schedule schedule, Path checkpoint) throws IOException {
		int between = protocol.selection().stepsBetween(steps);
		for (int step = 1; step <= steps; step++) {
			Interrupted.throwIf(stop);
			double loss = timed(trainer, batches(step), schedule, step);
			if (!Double.isFinite(loss)) {
				throw new Diverged(task.task().card().id(), step, schedule.peak());
			}
			losses.add(new Point(step, loss));
			progress.trained(step, steps, loss, tokensPerSecond());
			if (step % between == 0 || step == steps) {
				validate(step, checkpoint);
			}
		}
	}

	private List<TokenBatch> batches(int step) {
		int accumulation = protocol.batches().accumulation();
		return IntStream.range((step - 1) * accumulation, step * accumulation).mapToObj(plan::batch).toList();
	}

	private double timed(Trainer trainer, List<TokenBatch> batches, Schedule schedule, int step) {
		long start = System.nanoTime();
		double loss = trainer.step(batches, schedule.learningRate(step - 1));
		if (step > schedule.warmUpSteps()) {
			timedNanos += System.nanoTime() - start;
			timedTokens += batches.stream().mapToInt(TokenBatch::realTokens).sum();
		}
		return loss;
	}

	private void validate(int step, Path checkpoint) throws IOException {
		Rule rule = protocol.selection().rule();
		double value = rule == Rule.LEAST_LOSS ? validationLoss() : Scoring.of(model, task, task.validation(), 1, stop).mainScore();
		validations.add(new Point(step, value));
		progress.validated(step, steps, rule == Rule.LEAST_LOSS ? null : value);
		double merit = rule == Rule.LEAST_LOSS ? -value : rule == Rule.LAST ? step : value;
		if (merit > best) {
			best = merit;
			bestStep = step;
			if (step < steps && rule != Rule.LAST) {
				AdapterFolder.writeWeights(checkpoint, model);
			}
		}
	}

	/** Mean loss over the answer tokens of the validation examples. */
	private double validationLoss() {
		List<TokenBatch.Row> rows = task.validation().stream().map(task::row).toList();
		return Retention.meanLoss(model, rows, task.special().padding(), protocol.batches().size());
	}

	List<Point> losses() {
		return losses;
	}

	List<Point> validations() {
		return validations;
	}

	/** main metric on the validation split at the checkpoint kept; absent where losses choose it */
	@Nullable Double bestScore() {
		return protocol.selection().rule() == Rule.LEAST_LOSS ? null
				: validations.stream().filter(point -> point.step() == bestStep).map(Point::value).findFirst().orElse(null);
	}

	int bestStep() {
		return bestStep;
	}

	double paddingShare() {
		return plan.paddingShare();
	}

	/** non-padding tokens per second of training steps, those of the warm-up left out; absent before the first timed step */
	@Nullable Double tokensPerSecond() {
		return timedNanos == 0 ? null : timedTokens / (timedNanos / 1e9);
	}

}
