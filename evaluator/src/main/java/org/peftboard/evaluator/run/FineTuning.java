package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.contract.Result.Point;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.task.Example;
import org.peftboard.evaluator.task.Split;

/**
 * Trains one model on one task and leaves it at its best checkpoint: the one with the best validation score, the earlier one at a tie. The model before
 * training is the first candidate. Checkpoints lie on disk, so that they do not count as training memory.
 */
final class FineTuning {

	private static final int REHEARSED_STEPS = 3;

	private final LanguageModel model;

	private final EncodedTask task;

	private final Protocol protocol;

	private final ProgressLog progress;

	private final BooleanSupplier stop;

	private final List<Point> losses = new ArrayList<>();

	private final List<Point> validations = new ArrayList<>();

	/** below every score; correlations go down to −100 */
	private double bestScore = Double.NEGATIVE_INFINITY;

	private int bestStep;

	private long timedTokens;

	private long timedNanos;

	FineTuning(LanguageModel model, EncodedTask task, Protocol protocol, ProgressLog progress, BooleanSupplier stop) {
		this.model = model;
		this.task = task;
		this.protocol = protocol;
		this.progress = progress;
		this.stop = stop;
	}

	/**
	 * Training steps at learning rate 0 on the largest batch of the run, with an optimizer of their own: they need what training needs and change nothing.
	 */
	void rehearse(long seed) {
		TokenBatch largest = task.batches(model, protocol.steps(), protocol.batchSize(), seed)
			.stream()
			.max(Comparator.comparingLong(TokenBatch::places))
			.orElseThrow();
		try (Trainer trainer = new Trainer(model, protocol.optimizer(), protocol.clipNorm())) {
			for (int step = 0; step < REHEARSED_STEPS; step++) {
				trainer.step(largest, 0);
			}
		}
	}

	/** @param checkpoint file for the best parameters so far, deleted at the end */
	void run(double learningRate, long seed, Path checkpoint) throws IOException {
		try (Trainer trainer = new Trainer(model, protocol.optimizer(), protocol.clipNorm(), protocol.steps())) {
			validate(0, checkpoint);
			train(trainer, new Schedule(learningRate, protocol.warmUpSteps(), protocol.steps()), seed, checkpoint);
		}
		if (bestStep < protocol.steps()) {
			AdapterFolder.readWeights(checkpoint, model);
		}
		Files.delete(checkpoint);
	}

	private void train(Trainer trainer, Schedule schedule, long seed, Path checkpoint) throws IOException {
		int step = 0;
		for (TokenBatch batch : task.batches(model, protocol.steps(), protocol.batchSize(), seed)) {
			Interrupted.throwIf(stop);
			step++;
			double loss = timed(trainer, batch, schedule, step);
			if (!Double.isFinite(loss)) {
				throw new Diverged(task.task().card().id(), step, schedule.peak());
			}
			losses.add(new Point(step, loss));
			progress.trained(step, protocol.steps(), loss, tokensPerSecond());
			if (step % protocol.validateEvery() == 0 || step == protocol.steps()) {
				validate(step, checkpoint);
			}
		}
	}

	private double timed(Trainer trainer, TokenBatch batch, Schedule schedule, int step) {
		long start = System.nanoTime();
		double loss = trainer.step(batch, schedule.learningRate(step - 1));
		if (step > protocol.warmUpSteps()) {
			timedNanos += System.nanoTime() - start;
			timedTokens += batch.realTokens();
		}
		return loss;
	}

	private void validate(int step, Path checkpoint) throws IOException {
		List<Example> all = task.task().examples(Split.VALIDATION);
		double score = Scoring.of(model, task, all.subList(0, Math.min(protocol.validationExamples(), all.size())), stop).mainScore();
		validations.add(new Point(step, score));
		progress.validated(step, protocol.steps(), score);
		if (score > bestScore) {
			bestScore = score;
			bestStep = step;
			AdapterFolder.writeWeights(checkpoint, model);
		}
	}

	List<Point> losses() {
		return losses;
	}

	List<Point> validations() {
		return validations;
	}

	double bestScore() {
		return bestScore;
	}

	int bestStep() {
		return bestStep;
	}

	/** non-padding tokens per second of training steps, those of the warm-up left out; absent before the first timed step */
	@Nullable Double tokensPerSecond() {
		return timedNanos == 0 ? null : timedTokens / (timedNanos / 1e9);
	}

}
