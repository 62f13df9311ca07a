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
 * @param peakMemory       greatest memory during training; absent for a run that trains nothing, such as the test of an uploaded adapter
 * @param latency          inference latency per generated token at batch size 1; its ratio to the base model ranks
 * @param inference        what else inference costs
 * @param arithmetic       what the method adds to the base model's arithmetic, counted from shapes
 * @param adapterSizeBytes bytes of the saved adapter's weights, or of the uploaded file; absent where there is none
 * @param phaseSeconds     wall time by phase, in seconds
 * @param environment      what it ran on
 * @param energy           what the whole evaluation used; absent where no counter can be read
 * @param suspicions       what cannot be true of a sound measurement; empty in a sound result
 * @param checksums        SHA-256 by name: {@code weights}, {@code tokenizer}, and {@code task T} (examples as text), {@code tokens T} (as the model reads them),
 *                         {@code adapter T} (weights of the first seed), {@code predictions T S} of each task T and seed S
 */
public record Result(int version, String rulesVersion, Request request, ParameterCounts parameters, List<TaskResult> tasks, double score, Interval interval,
		@Nullable PeakMemory peakMemory, LatencyReport latency, Inference inference, Arithmetic arithmetic, @Nullable Long adapterSizeBytes,
		Map<Phase, Double> phaseSeconds, Environment environment, @Nullable Energy energy, List<Suspicion> suspicions, Map<String, String> checksums) {

	public static final int VERSION = 3;

	/**
	 * Parameter counts, as scalars.
	 *
	 * @param trainableParameters scalars that get gradients; of an uploaded adapter, those that its method would train
	 * @param storedParameters    scalars in the saved adapter
	 * @param changedParameters   scalars of the base model whose value training changed, compared bit by bit with the base model: after merging where the
	 *                            method can be merged, else in place
	 * @param baseParameters      scalars of the base model, a tied head counted once
	 * @param totalParameters     base and added scalars
	 * @param formulaParameters   trainable scalars by the method's formula, counted from shapes without tensors
	 */
	public record ParameterCounts(long trainableParameters, long storedParameters, long changedParameters, long baseParameters, long totalParameters,
			long formulaParameters) {

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
	 * The greatest memory that training, or inference, held over the process before the model was loaded.
	 *
	 * @param bytes         greater than 0
	 * @param baselineBytes what the process, or the device, held before the model was loaded
	 * @param method        how it was read: {@code process-peak-resident} (CPU) or {@code device-used-sampled} (CUDA); the two are not comparable
	 */
	public record PeakMemory(long bytes, long baselineBytes, String method) {
	}

	/**
	 * A wall time of inference, of models that take turns in one process.
	 *
	 * @param batchSize         prompts at once
	 * @param promptTokens      length of the longest prompt
	 * @param newTokens         tokens generated for each prompt in a repeat
	 * @param base              the base model
	 * @param unmerged          the adapted model as trained
	 * @param merged            the adapted model with the adapter folded into the base weights; absent for methods that cannot be merged
	 * @param unmergedToBase    ratio of the means, unmerged ÷ base
	 * @param mergedToBase      ratio of the means, merged ÷ base
	 * @param relativeErrorAim  repeats went on until every relative error was below this, or time was up
	 * @param discardedRounds   rounds thrown away and repeated, because other processes kept the processor busy
	 * @param foreignCpuCores   processor cores that other processes kept busy during the rounds that count, mean; absent where the system does not tell
	 * @param noisy             whether time was up before enough quiet rounds were there, so that disturbed ones count too
	 */
	public record LatencyReport(int batchSize, int promptTokens, int newTokens, Latency base, Latency unmerged, @Nullable Latency merged,
			double unmergedToBase, @Nullable Double mergedToBase, double relativeErrorAim, int discardedRounds, @Nullable Double foreignCpuCores,
			boolean noisy) {
	}

	/**
	 * One latency, in milliseconds: per generated token of each prompt, or per pass over the prompts where it is a prefill.
	 *
	 * @param p50Millis     median over single tokens, or passes
	 * @param p95Millis     95th percentile over single tokens, or passes
	 * @param p99Millis     99th percentile over single tokens, or passes
	 * @param meanMillis    mean over repeats
	 * @param relativeError standard error of the mean ÷ mean
	 * @param millis        every repeat's mean per token, or pass, in the order measured, warm-up left out; single tokens are in {@code latencies.jsonl}
	 */
	public record Latency(double p50Millis, double p95Millis, double p99Millis, double meanMillis, double relativeError, List<Double> millis) {
	}

	/**
	 * What inference costs beside the latency per token at batch size 1.
	 *
	 * @param prefill        a pass over one prompt
	 * @param batchedPrefill a pass over several prompts at once
	 * @param batched        latency per generated token of each prompt, several prompts at once
	 * @param throughput     generated tokens of all prompts per second, from {@code batched}
	 * @param peakMemory     greatest memory while those prompts are read and continued by the unmerged model; absent where it cannot be read
	 */
	public record Inference(LatencyReport prefill, LatencyReport batchedPrefill, LatencyReport batched, Throughput throughput,
			@Nullable PeakMemory peakMemory) {
	}

	/** Generated tokens per second over all prompts of a batch: batch size ÷ mean latency. */
	public record Throughput(double baseTokensPerSecond, double unmergedTokensPerSecond, @Nullable Double mergedTokensPerSecond) {
	}

	/**
	 * Floating-point operations by formula. One multiply–add is two; a multiplication alone counts as one multiply–add; additions, norms, softmax,
	 * activations, rotations and look-ups count nothing. Merged, a mergeable method adds nothing.
	 *
	 * @param contextTokens       positions before the token that is counted; an encoder reads as many
	 * @param baseFlopsPerToken   of the base model for one generated token, through a cache
	 * @param addedFlopsPerToken  what the unmerged method adds to that
	 * @param baseFlops512        of the base model for one pass over 512 tokens at batch size 1 (an encoder–decoder: 512 in each stack)
	 * @param addedFlops512       what the unmerged method adds to that, virtual tokens among it
	 */
	public record Arithmetic(int contextTokens, double baseFlopsPerToken, double addedFlopsPerToken, double baseFlops512, double addedFlops512) {
	}

	/**
	 * Energy of the whole evaluation.
	 *
	 * @param joules              greater than 0
	 * @param method              {@code rapl-package} (processor packages, whole machine), {@code nvml-device} (the GPU, all its processes) or {@code rapl-package+nvml-device}
	 * @param co2Grams            joules ÷ 3.6e6 · grams per kilowatt-hour: an estimate
	 * @param co2Assumption       whose grid that is, and what is left out
	 */
	public record Energy(double joules, String method, double co2Grams, double gramsPerKilowattHour, String co2Assumption) {
	}

	/**
	 * Something physically impossible in this result.
	 *
	 * @param check   id of the floor that was broken
	 * @param finding what was found and what was needed
	 */
	public record Suspicion(String check, String finding) {
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
	 * @param versions    evaluator and its commit, DJL, PyTorch and the other libraries, by name; and {@code data T}: dataset and commit that task T was read
	 *                    from, or its files in a plain folder; absent where the evaluator makes the task itself
	 * @param startedAt   ISO-8601 instant
	 * @param finishedAt  ISO-8601 instant
	 * @param atStart     state of the processor when it started
	 * @param atEnd       state of the processor when it ended
	 * @param foreignCpuCores processor cores that other processes kept busy, mean over the whole evaluation; absent where the system does not tell
	 */
	public record Environment(String device, String deviceName, int threads, long memoryBytes, String os, String jvm, Map<String, String> versions,
			String startedAt, String finishedAt, ProcessorState atStart, ProcessorState atEnd, @Nullable Double foreignCpuCores) {
	}

	/**
	 * What the system tells of its processors at one moment; virtual machines often hide clocks and throttling.
	 *
	 * @param clockMegahertz clock, mean over the processors
	 * @param governor       the first processor's policy for its clock
	 * @param loadAverage    runnable processes, mean over the last minute
	 * @param throttleEvents times that processors were slowed down for heat since the machine started
	 */
	public record ProcessorState(@Nullable Double clockMegahertz, @Nullable String governor, @Nullable Double loadAverage, @Nullable Long throttleEvents) {
	}

}
