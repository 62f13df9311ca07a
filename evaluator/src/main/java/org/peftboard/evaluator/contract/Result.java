package org.peftboard.evaluator.contract;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What one evaluation measured. Every number in it comes from this run; what was not measured is absent, never 0.
 *
 * @param version          of this document, {@value #VERSION}
 * @param rulesVersion     version of the measuring rules ({@code docs/rules.md}); results compare only within it
 * @param request          what was asked for, with every default filled in
 * @param parameters       counts, from the tensors
 * @param tasks            one entry a task, in the order of the request
 * @param score            mean of the tasks' scores, 0 to 100
 * @param interval         of that score
 * @param peakMemory       greatest memory during training; absent for a run that trains nothing
 * @param latency          inference latency per generated token
 * @param adapterSizeBytes bytes of the saved adapter's weights; absent where nothing was trained
 * @param phaseSeconds     wall time by phase, in seconds
 * @param environment      what it ran on
 * @param checksums        SHA-256 of base model weights, tokenizer and of each task's data, by name
 */
public record Result(int version, String rulesVersion, Request request, ParameterCounts parameters, List<TaskResult> tasks, double score, Interval interval,
		@Nullable PeakMemory peakMemory, LatencyReport latency, @Nullable Long adapterSizeBytes, Map<Phase, Double> phaseSeconds,
		Environment environment, Map<String, String> checksums) {

	public static final int VERSION = 2;

	/**
	 * Parameter counts, as scalars.
	 *
	 * @param trainableParameters scalars that get gradients
	 * @param storedParameters    scalars in the saved adapter
	 * @param baseParameters      scalars of the base model, a tied head counted once
	 * @param totalParameters     base and added scalars
	 */
	public record ParameterCounts(long trainableParameters, long storedParameters, long baseParameters, long totalParameters) {

		/** trainable ÷ total, 0 to 1 */
		public double trainableShare() {
			return (double) trainableParameters / totalParameters;
		}

	}

	/**
	 * One task: a training run for every seed.
	 *
	 * @param task        task id
	 * @param taskVersion version of its data, prompt and verbalizer
	 * @param mainMetric  id of the metric that ranks
	 * @param score       main metric on the test split, 0 to 100, mean over the seeds
	 * @param interval    of that score
	 * @param metrics     every metric of the task on the test split, 0 to 100, by id, means over the seeds
	 * @param items       what of the data was used
	 * @param runs        one a seed, in the order of the request
	 */
	public record TaskResult(String task, String taskVersion, String mainMetric, double score, Interval interval, Map<String, Double> metrics, Items items,
			List<SeedRun> runs) {
	}

	/**
	 * Between which bounds a score lies.
	 *
	 * @param confidence share of resamples inside, 0 to 1
	 * @param method     how it was computed: {@code bootstrap-items} with one seed, {@code bootstrap-items-and-seeds} with several
	 */
	public record Interval(double low, double high, double confidence, String method) {
	}

	/**
	 * What of a task's data was used. Test and validation items are never left out.
	 *
	 * @param train            training items learned from
	 * @param trainDropped     training items left out, because their answer is longer than the answers allowed, or empty
	 * @param validation       validation items looked at, each time
	 * @param test             test items scored
	 * @param trainCut         training items among them whose prompt was cut; answers never are
	 * @param validationCut    validation items whose prompt was cut
	 * @param testCut          test items whose prompt was cut
	 * @param maxPromptTokens  the longest prompt, special tokens among them; longer ones are cut
	 * @param maxNewTokens     the longest answer, end token included; longer ones are not learned from, and decoding ends there
	 * @param paddingShare     share of padding in the places of all training batches, 0 to 1; absent where nothing was trained
	 */
	public record Items(int train, int trainDropped, int validation, int test, int trainCut, int validationCut, int testCut, int maxPromptTokens,
			int maxNewTokens, @Nullable Double paddingShare) {
	}

	/**
	 * One training run and its test.
	 *
	 * @param score                main metric on the test split, 0 to 100
	 * @param metrics              every metric of the task on the test split, 0 to 100, by id
	 * @param validationScore      main metric on the validation split at the checkpoint kept; absent where there is no validation
	 * @param bestStep             step of the checkpoint kept; 0 is the model before training
	 * @param steps                optimizer steps done
	 * @param losses               training loss by step
	 * @param validations          what the protocol chooses the checkpoint by, by step: validation scores, or validation losses
	 * @param trainTokensPerSecond non-padding tokens per second of training, warm-up steps left out; absent where nothing was trained
	 * @param retention            what training did to the model's language; absent where the base model has no text for it
	 * @param predictionsFile      file of per-item predictions, JSON lines, beside the result
	 */
	public record SeedRun(long seed, double score, Map<String, Double> metrics, @Nullable Double validationScore, int bestStep, int steps,
			List<Point> losses, List<Point> validations, @Nullable Double trainTokensPerSecond, @Nullable Retention retention, String predictionsFile) {
	}

	/**
	 * Mean loss per token on text outside the task, in nats.
	 *
	 * @param tokens     how many tokens the mean is over
	 * @param lossBefore of the base model
	 * @param lossAfter  of the model as tested
	 */
	public record Retention(long tokens, double lossBefore, double lossAfter) {

		/** loss after − loss before; above 0 where the model lost something */
		public double forgetting() {
			return lossAfter - lossBefore;
		}

		/** exp(loss after) */
		public double perplexity() {
			return Math.exp(lossAfter);
		}

	}

	/** A value at an optimizer step. */
	public record Point(int step, double value) {
	}

	/**
	 * The greatest memory that training held, over the process before the model was loaded.
	 *
	 * @param bytes         greater than 0
	 * @param baselineBytes what the process held before the model was loaded
	 * @param method        how it was read: {@code process-peak-resident} (CPU) or {@code device-used-sampled} (CUDA); the two are not comparable
	 */
	public record PeakMemory(long bytes, long baselineBytes, String method) {
	}

	/**
	 * Latency per generated token, batch size 1, greedy decoding with a key/value cache.
	 *
	 * @param batchSize      examples decoded at once
	 * @param promptTokens   length of the prompt
	 * @param newTokens      tokens generated per repeat
	 * @param base           the base model, measured in the same process, its repeats alternating with the others
	 * @param unmerged       the adapted model as trained
	 * @param merged         the adapted model with the adapter folded into the base weights; absent for methods that cannot be merged
	 * @param unmergedToBase ratio of the means, unmerged ÷ base
	 * @param mergedToBase   ratio of the means, merged ÷ base
	 */
	public record LatencyReport(int batchSize, int promptTokens, int newTokens, Latency base, Latency unmerged, @Nullable Latency merged,
			double unmergedToBase, @Nullable Double mergedToBase) {
	}

	/**
	 * One latency, in milliseconds per generated token.
	 *
	 * @param p50Millis     median over repeats
	 * @param p95Millis     95th percentile over repeats
	 * @param meanMillis    mean over repeats
	 * @param relativeError standard error of the mean ÷ mean
	 * @param millis        every repeat, in the order measured, warm-up left out
	 */
	public record Latency(double p50Millis, double p95Millis, double meanMillis, double relativeError, List<Double> millis) {
	}

	/**
	 * What a run ran on.
	 *
	 * @param device      {@code cpu} or {@code cuda:N}
	 * @param deviceName  the processor's or card's own name
	 * @param threads     threads of the engine
	 * @param memoryBytes memory of the machine, or of the card
	 * @param os          operating system, version and architecture
	 * @param jvm         vendor and version
	 * @param versions    evaluator, DJL, PyTorch, by name
	 * @param startedAt   ISO-8601 instant
	 * @param finishedAt  ISO-8601 instant
	 */
	public record Environment(String device, String deviceName, int threads, long memoryBytes, String os, String jvm, Map<String, String> versions,
			String startedAt, String finishedAt) {
	}

}
