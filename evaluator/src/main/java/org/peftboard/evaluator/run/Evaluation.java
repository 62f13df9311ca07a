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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.adapter.Fit;
import org.peftboard.evaluator.adapter.ModuleNames;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Phase;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Progress;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.evaluator.contract.Result.Inference;
import org.peftboard.evaluator.contract.Result.ParameterCounts;
import org.peftboard.evaluator.contract.Result.PeakMemory;
import org.peftboard.evaluator.contract.WholeFile;
import org.peftboard.evaluator.hub.Checksum;
import org.peftboard.evaluator.measure.EnergyMeter;
import org.peftboard.evaluator.measure.LatencyMeter.Settings;
import org.peftboard.evaluator.measure.Machine;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;

/**
 * One evaluation from request to files: load, adapt, train and test each task once a seed, measure, write.
 *
 * <p>The folder gets {@code predictions-TASK-SEED.jsonl} for each task and seed, {@code adapter-TASK/} of the first seed, {@code latencies.jsonl} with every
 * repeat, and {@code result.json} last, so that a result is there whole or not at all.
 */
public final class Evaluation {

	static final String RESULT = "result.json";

	private static final String LATENCIES = "latencies.jsonl";

	private final CheckedRequest request;

	private final Path out;

	private final ProgressLog progress;

	private final BooleanSupplier stop;

	private final Map<Phase, Long> phaseNanos = new EnumMap<>(Phase.class);

	private final Map<String, String> checksums = new TreeMap<>();

	private final Map<String, String> data = new TreeMap<>();

	private Optional<PeakMemory> trainingMemory = Optional.empty();

	private Optional<PeakMemory> inferenceMemory = Optional.empty();

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
		try (LoadedRequest loaded = new LoadedRequest(request)) {
			note(loaded);
			measureMemory();
			List<TaskRuns> runs = new ArrayList<>();
			Comparison comparison = loaded.withinMemory(() -> runTasks(loaded, runs));
			enter(Phase.WRITING, "Writing the result");
			WholeFile.write(out.resolve(LATENCIES), part -> Files.write(part, comparison.lines()));
			Result result = result(TaskRuns.summary(runs), comparison);
			Json.write(out.resolve(RESULT), result);
			enter(Phase.FINISHED, "Finished");
			return result;
		}
	}

	/** What the tasks were read from. */
	private void note(LoadedRequest loaded) {
		retention = loaded.retention();
		for (EncodedTask task : loaded.tasks()) {
			String id = task.task().card().id();
			task.task().dataOrigin().ifPresent(origin -> data.put("data " + id, origin));
			checksums.put("task " + id, task.checksum());
			checksums.put("tokens " + id, task.tokensChecksum());
		}
	}

	/** Each phase in a process of its own, before anything else is asked of this machine. */
	private void measureMemory() throws IOException {
		MemoryProcess process = new MemoryProcess(request, out, stop);
		enter(Phase.PREPARING, "Measuring memory of inference, in a process of its own");
		inferenceMemory = process.measure(MemoryMeasurement.Phase.INFERENCE);
		if (request.trains()) {
			enter(Phase.PREPARING, "Measuring memory of training, in a process of its own");
			trainingMemory = process.measure(MemoryMeasurement.Phase.TRAINING);
		}
	}

	/** Every task in turn, once a seed; the very last model is the one whose latency is measured. */
	private Comparison runTasks(LoadedRequest loaded, List<TaskRuns> results) throws IOException {
		int last = request.tasks().size() * request.seeds().size() - 1;
		for (int index = 0; index <= last; index++) {
			int task = index / request.seeds().size();
			if (task == results.size()) {
				results.add(new TaskRuns(loaded.tasks().get(task)));
			}
			Turn turn = new Turn(loaded, index, task, request.seeds().get(index % request.seeds().size()), results.get(task));
			try (LanguageModel model = loaded.model(turn.seed(), task)) {
				counts = new Counts(model.parameters().trainableCount(), model.baseCount(), model.parameters().addedCount());
				run(model, turn);
				if (index == last) {
					progress.tasksDone();
					enter(Phase.MEASURING, "Measuring latency");
					return Comparison.of(request, model, loaded.prompts(model, task, Settings.SINGLE.newTokens()), stop);
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
	private record Turn(LoadedRequest loaded, int index, int task, long seed, TaskRuns runs) {

		EncodedTask encoded() {
			return loaded.tasks().get(task);
		}

		String id() {
			return encoded().task().card().id();
		}

	}

	/** Scalars of a loaded model. */
	private record Counts(long trainable, long base, long added) {
	}

	private void run(LanguageModel model, Turn turn) throws IOException {
		progress.task(turn.index(), turn.id(), turn.seed());
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
		FineTuning training = turn.loaded().training(model, turn.seed(), turn.task(), progress, stop);
		model.ops().seed(LoadedRequest.mixed(turn.seed(), turn.task()));
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
				inferenceMemory.orElse(null));
		return new Result(Result.VERSION, EvaluatorCatalogue.RULES_VERSION, request.request(), parameters, summary.tasks(), summary.score(),
				summary.interval(), trainingMemory.orElse(null), comparison.latency(), inference,
				FlopCount.of(Architectures.config(request.modelFolder()), request.method(), request.settings()), adapterSizeBytes, phaseSeconds,
				machine.environment(request.request().device(), JniUtils.getNumThreads(), data), energy.used().orElse(null),
				PhysicalFloors.broken(parameters, trainingMemory.orElse(null), comparison.latency(), inference,
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
