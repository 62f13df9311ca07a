package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.adapter.Fit;
import org.peftboard.evaluator.adapter.ModuleNames;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Phase;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Progress;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.evaluator.contract.Result.Inference;
import org.peftboard.evaluator.contract.Result.ParameterCounts;
import org.peftboard.evaluator.contract.WholeFile;
import org.peftboard.evaluator.hub.Checksum;
import org.peftboard.evaluator.measure.EnergyMeter;
import org.peftboard.evaluator.measure.LatencyMeter;
import org.peftboard.evaluator.measure.LatencyMeter.Settings;
import org.peftboard.evaluator.measure.Machine;
import org.peftboard.evaluator.measure.PeakMemoryMeter;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Prompts;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Precision;
import org.peftboard.evaluator.task.Task;
import org.peftboard.evaluator.text.Tokenizer;

/**
 * One evaluation from request to files: load, adapt, train and test each task once a seed, measure, write.
 *
 * <p>The folder gets {@code predictions-TASK-SEED.jsonl} for each task and seed, {@code adapter-TASK/} of the first seed, {@code latencies.jsonl} with every
 * repeat, and {@code result.json} last, so that a result is there whole or not at all.
 */
public final class Evaluation {

	static final String RESULT = "result.json";

	private static final String LATENCIES = "latencies.jsonl";

	/** prompts at once, where several are read together */
	private static final int BATCH = 8;

	private final CheckedRequest request;

	private final Path out;

	private final ProgressLog progress;

	private final BooleanSupplier stop;

	private final Map<Phase, Long> phaseNanos = new EnumMap<>(Phase.class);

	private final Map<String, String> checksums = new TreeMap<>();

	private final Map<String, String> data = new TreeMap<>();

	private final PeakMemoryMeter trainingMemory;

	private final PeakMemoryMeter inferenceMemory;

	private final Machine machine = new Machine();

	private final EnergyMeter energy;

	private long phaseStart = System.nanoTime();

	private Phase phase = Phase.PREPARING;

	private @Nullable Long adapterSizeBytes;

	private @Nullable Counts counts;

	private @Nullable Retention retention;

	/**
	 * @param out  folder for the files, made where it is absent
	 * @param sink takes progress as it happens
	 * @param stop asked between steps; when true, the run ends with {@link Interrupted} and without a result
	 */
	public Evaluation(CheckedRequest request, Path out, Consumer<Progress> sink, BooleanSupplier stop) {
		this.request = request;
		this.out = out;
		this.progress = new ProgressLog(sink, request.tasks().size() * request.seeds().size());
		this.stop = stop;
		this.energy = EnergyMeter.begin(request.request().device());
		this.trainingMemory = new PeakMemoryMeter(request.request().device());
		this.inferenceMemory = new PeakMemoryMeter(request.request().device());
	}

	/**
	 * Runs it.
	 *
	 * @throws Diverged        where a loss is no longer a number
	 * @throws Interrupted     where it was asked to stop
	 * @throws NeedsMoreMemory where the device's memory does not hold it
	 * @throws IOException     where a file cannot be written
	 * @throws Problem.Refused where a task does not fit the base model
	 */
	public Result run() throws IOException {
		Files.createDirectories(out);
		enter(Phase.PREPARING, "Loading the engine and " + request.request().baseModel());
		try (Ops ops = Ops.on(request.request().device(), precision()); Tokenizer tokenizer = Tokenizer.load(request.modelFolder().resolve("tokenizer.json"))) {
			WarmUp.run(ops);
			List<TaskRuns> runs = new ArrayList<>();
			Comparison comparison = withinMemory(ops, encoded(ops, tokenizer), runs);
			enter(Phase.WRITING, "Writing the result");
			WholeFile.write(out.resolve(LATENCIES), part -> Files.write(part, comparison.lines()));
			Result result = result(TaskRuns.summary(runs), comparison);
			Json.write(out.resolve(RESULT), result);
			enter(Phase.FINISHED, "Finished");
			return result;
		}
	}

	/** A CPU computes in float32: most have no units for less. */
	private Precision precision() {
		return request.request().device().equals("cpu") ? Precision.FLOAT32 : request.protocol().precision();
	}

	/** The tasks as this model reads them, encoded before any memory is measured. */
	private List<EncodedTask> encoded(Ops ops, Tokenizer tokenizer) {
		SpecialTokens special = SpecialTokens.of(Architectures.config(request.modelFolder()), tokenizer);
		if (request.protocol().retention()) {
			try (LanguageModel base = Architectures.load(request.modelFolder(), Adaptation.NONE, ops)) {
				retention = base.hasEncoder() ? null : new Retention(base, tokenizer, special);
			}
		}
		try (LanguageModel model = load(ops, 0, 0)) {
			List<EncodedTask> tasks = new ArrayList<>();
			for (Task task : request.tasks()) {
				tasks.add(new EncodedTask(task, tokenizer, special, model, request.protocol()));
				task.dataOrigin().ifPresent(origin -> data.put("data " + task.card().id(), origin));
				checksums.put("task " + task.card().id(), tasks.get(tasks.size() - 1).checksum());
				checksums.put("tokens " + task.card().id(), tasks.get(tasks.size() - 1).tokensChecksum());
			}
			return tasks;
		}
	}

	private Comparison withinMemory(Ops ops, List<EncodedTask> tasks, List<TaskRuns> results) throws IOException {
		try {
			return runTasks(ops, tasks, results);
		}
		catch (EngineException exception) {
			if (!NeedsMoreMemory.is(exception)) {
				throw exception;
			}
			int longest = tasks.stream().mapToInt(EncodedTask::longestRow).max().orElse(1);
			Estimate.Load load = new Estimate.Load(request.protocol().batches().size(), longest, longest, precision());
			throw NeedsMoreMemory.of(exception, request.request().device(), Estimate.of(Architectures.config(request.modelFolder()), request.request().method(), load), load);
		}
	}

	/** Every task in turn, once a seed; the very last model is the one whose latency is measured. */
	private Comparison runTasks(Ops ops, List<EncodedTask> tasks, List<TaskRuns> results) throws IOException {
		int last = tasks.size() * request.seeds().size() - 1;
		for (int index = 0; index <= last; index++) {
			int task = index / request.seeds().size();
			if (task == results.size()) {
				results.add(new TaskRuns(tasks.get(task)));
			}
			Turn turn = new Turn(index, task, request.seeds().get(index % request.seeds().size()), tasks.get(task), results.get(task));
			try (LanguageModel model = adapted(ops, turn)) {
				run(model, turn);
				if (index == last) {
					progress.tasksDone();
					enter(Phase.MEASURING, "Measuring latency");
					return Comparison.of(request, model, turn.encoded().prompts(model, BATCH, Settings.SINGLE.newTokens()), stop);
				}
			}
		}
		throw new IllegalStateException("tasks: got none, need at least one");
	}

	/**
	 * One task with one seed.
	 *
	 * @param index among all turns
	 */
	private record Turn(int index, int task, long seed, EncodedTask encoded, TaskRuns runs) {

		String id() {
			return encoded.task().card().id();
		}

	}

	/** Memory is measured with the first seed of each task; the others hold the same tensors. */
	private boolean measuresMemory(Turn turn) {
		return turn.seed() == request.seeds().get(0);
	}

	/**
	 * A fresh adapted model, loaded right after the memory baseline was read. Before that another one rehearses, so that the pages of the engine's own code
	 * that training and decoding touch are in the baseline; how many of them the kernel maps at once depends on what the machine did before.
	 */
	private LanguageModel adapted(Ops ops, Turn turn) {
		if (measuresMemory(turn)) {
			beginMemory();
			try (LanguageModel model = load(ops, turn.seed(), turn.task())) {
				decode(model, turn);
				if (request.trains()) {
					training(model, turn).rehearse();
				}
			}
			beginMemory();
		}
		LanguageModel model = load(ops, turn.seed(), turn.task());
		counts = new Counts(model.parameters().trainableCount(), model.baseCount(), model.parameters().addedCount());
		return model;
	}

	/** Scalars of a loaded model. */
	private record Counts(long trainable, long base, long added) {
	}

	/** Buffers of models that were closed, and mappings of their files, live until they are collected; the heap's own size is fixed. */
	private void beginMemory() {
		System.gc();
		trainingMemory.begin();
		inferenceMemory.begin();
	}

	/** A batch of test prompts, read and continued: what inference memory is measured over. */
	private void decode(LanguageModel model, Turn turn) {
		List<int[]> prompts = turn.encoded().prompts(model, BATCH, Settings.BATCHED.newTokens());
		LatencyMeter.repeat(model, Prompts.of(prompts, 0, Prompts.Padding.LEFT), Settings.BATCHED.newTokens());
	}

	private FineTuning training(LanguageModel model, Turn turn) {
		return new FineTuning(model, turn.encoded(), request.protocol(), mixed(turn.seed(), turn.task()), progress, stop);
	}

	/** The seed decides the model's new parameters, unless they are given. */
	private LanguageModel load(Ops ops, long seed, int task) {
		ops.seed(mixed(seed, task));
		if (request.adapter() != null) {
			return AdapterFolder.load(request.modelFolder(), request.adapter(), request.method(), request.settings(), ops);
		}
		Adaptation adaptation = request.method().configure(request.settings());
		return Architectures.load(request.modelFolder(), adaptation, ops);
	}

	/** One number of a seed and a task, so that no task of one seed repeats what another one draws. */
	private static long mixed(long seed, int task) {
		return new SplittableRandom(seed * 1_000_003 + task).nextLong() >>> 1;
	}

	private void run(LanguageModel model, Turn turn) throws IOException {
		progress.task(turn.index(), turn.id(), turn.seed());
		if (measuresMemory(turn)) {
			inferenceMemory.measure(() -> decode(model, turn));
		}
		FineTuning training = null;
		if (request.trains()) {
			enter(Phase.TRAINING, "Training on %s, seed %d".formatted(turn.id(), turn.seed()));
			training = trained(model, turn);
		}
		keepAdapter(turn);
		enter(Phase.EVALUATING, "Decoding the test split of %s, seed %d".formatted(turn.id(), turn.seed()));
		Scoring scoring = Scoring.of(model, turn.encoded(), turn.encoded().test(), request.protocol().extent(turn.id()).beams(), stop);
		String predictions = "predictions-%s-%d.jsonl".formatted(turn.id(), turn.seed());
		scoring.write(out.resolve(predictions));
		checksums.put("predictions %s %d".formatted(turn.id(), turn.seed()), Checksum.sha256(out.resolve(predictions)));
		turn.runs().add(turn.seed(), training, scoring, retention == null ? null : retention.after(model), predictions);
	}

	private FineTuning trained(LanguageModel model, Turn turn) throws IOException {
		FineTuning training = training(model, turn);
		if (measuresMemory(turn)) {
			trainingMemory.measure(training::rehearse);
		}
		model.ops().seed(mixed(turn.seed(), turn.task()));
		training.run(request.settings().number("learningRate"), out.resolve("checkpoint-" + turn.id() + ".safetensors"));
		if (turn.seed() == request.seeds().get(0)) {
			Path adapter = out.resolve("adapter-" + turn.id());
			adapterSizeBytes = AdapterFolder.write(adapter, model, request.method(), request.settings(),
					ModuleNames.of(Architectures.config(request.modelFolder())), request.request().baseModel());
			checksums.put("adapter " + turn.id(), Checksum.sha256(adapter.resolve(AdapterFolder.WEIGHTS)));
		}
		return training;
	}

	/** An uploaded adapter goes with the result byte for byte, so that everybody can repeat what was tested. */
	private void keepAdapter(Turn turn) throws IOException {
		if (request.adapter() != null && turn.index() == 0) {
			Path folder = out.resolve("adapter-uploaded");
			AdapterFolder.keep(folder, request.adapter(), request.request().method());
			adapterSizeBytes = Files.size(folder.resolve(AdapterFolder.WEIGHTS));
			checksums.put("adapter uploaded", Checksum.sha256(folder.resolve(AdapterFolder.WEIGHTS)));
		}
	}

	private Result result(TaskRuns.Summary summary, Comparison comparison) throws IOException {
		checksums.put("weights", Checksum.sha256(request.modelFolder().resolve("model.safetensors")));
		checksums.put("tokenizer", Checksum.sha256(request.modelFolder().resolve("tokenizer.json")));
		Map<Phase, Double> phaseSeconds = new LinkedHashMap<>();
		phaseNanos.forEach((done, nanos) -> phaseSeconds.put(done, nanos / 1e9));
		ParameterCounts parameters = parameters(comparison.changedParameters());
		Inference inference = new Inference(comparison.prefill(), comparison.batchedPrefill(), comparison.batched(), comparison.throughput(),
				inferenceMemory.read().orElse(null));
		return new Result(Result.VERSION, EvaluatorCatalogue.RULES_VERSION, request.request(), parameters, summary.tasks(), summary.score(),
				summary.interval(), trainingMemory.read().orElse(null), comparison.latency(), inference,
				FlopCount.of(Architectures.config(request.modelFolder()), request.method(), request.settings()), adapterSizeBytes, phaseSeconds,
				machine.environment(request.request().device(), JniUtils.getNumThreads(), data), energy.used().orElse(null),
				PhysicalFloors.broken(parameters, trainingMemory.read().orElse(null), comparison.latency(), inference,
						request.trains() ? adapterSizeBytes : null), checksums);
	}

	private ParameterCounts parameters(long changed) {
		Counts model = Objects.requireNonNull(counts, "no model was loaded");
		boolean adapts = request.trains() || request.adapter() != null;
		Fit fit = adapts ? Fit.of(Architectures.config(request.modelFolder()), request.request().method()) : new Fit(0, 0, model.base());
		// an uploaded adapter is loaded as its file has it, which may leave out what was for training only
		long trainable = request.adapter() == null ? model.trainable() : fit.trainableParameters();
		return new ParameterCounts(trainable, fit.storedParameters(), changed, model.base(), model.base() + model.added(),
				fit.trainableParameters());
	}

	private void enter(Phase next, String message) {
		long now = System.nanoTime();
		phaseNanos.merge(phase, now - phaseStart, Long::sum);
		phaseStart = now;
		phase = next;
		progress.phase(next, message);
	}

}
