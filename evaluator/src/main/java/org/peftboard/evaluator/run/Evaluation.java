package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.peftboard.evaluator.contract.Progress;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.evaluator.contract.Result.ParameterCounts;
import org.peftboard.evaluator.contract.Result.TaskResult;
import org.peftboard.evaluator.hub.Checksum;
import org.peftboard.evaluator.measure.Machine;
import org.peftboard.evaluator.measure.PeakMemoryMeter;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.task.Split;
import org.peftboard.evaluator.text.Tokenizer;

/**
 * One evaluation from request to files: load, adapt, train, test each task in turn, measure, write.
 *
 * <p>The folder gets {@code predictions-TASK.jsonl} and {@code adapter-TASK/} for each task, and {@code result.json} last, so that a result is there whole
 * or not at all.
 */
public final class Evaluation {

	static final String RESULT = "result.json";

	private final CheckedRequest request;

	private final Path out;

	private final ProgressLog progress;

	private final BooleanSupplier stop;

	private final Map<Phase, Long> phaseNanos = new EnumMap<>(Phase.class);

	private final Map<String, String> checksums = new TreeMap<>();

	private final PeakMemoryMeter memory = new PeakMemoryMeter();

	private long phaseStart = System.nanoTime();

	private Phase phase = Phase.PREPARING;

	private @Nullable Long adapterSizeBytes;

	private @Nullable ParameterCounts parameters;

	/**
	 * @param out  folder for the files, made where it is absent
	 * @param sink takes progress as it happens
	 * @param stop asked between steps; when true, the run ends with {@link Interrupted} and without a result
	 */
	public Evaluation(CheckedRequest request, Path out, Consumer<Progress> sink, BooleanSupplier stop) {
		this.request = request;
		this.out = out;
		this.progress = new ProgressLog(sink, request.tasks().size());
		this.stop = stop;
	}

	/**
	 * Runs it.
	 *
	 * @throws Diverged    where a loss is no longer a number
	 * @throws Interrupted where it was asked to stop
	 * @throws IOException where a file cannot be written
	 */
	public Result run() throws IOException {
		Instant startedAt = Instant.now();
		Files.createDirectories(out);
		enter(Phase.PREPARING, "Loading the engine and " + request.request().baseModel());
		try (Ops ops = Ops.on(request.request().device()); Tokenizer tokenizer = Tokenizer.load(request.modelFolder().resolve("tokenizer.json"))) {
			WarmUp.run(ops);
			List<TaskResult> tasks = new ArrayList<>();
			Result.LatencyReport latency = runTasks(ops, tokenizer, tasks);
			enter(Phase.WRITING, "Writing the result");
			Result result = result(tasks, latency, startedAt);
			Json.write(out.resolve(RESULT), result);
			enter(Phase.FINISHED, "Finished");
			return result;
		}
	}

	/** Every task in turn; the last one's model is the one whose latency is measured. */
	private Result.LatencyReport runTasks(Ops ops, Tokenizer tokenizer, List<TaskResult> results) throws IOException {
		List<EncodedTask> tasks = request.tasks().stream().map(task -> new EncodedTask(task, tokenizer)).toList();
		for (int index = 0; index < tasks.size() - 1; index++) {
			try (LanguageModel model = adapted(ops, index, tasks.get(index))) {
				results.add(runTask(model, index, tasks.get(index)));
			}
		}
		int last = tasks.size() - 1;
		try (LanguageModel model = adapted(ops, last, tasks.get(last))) {
			results.add(runTask(model, last, tasks.get(last)));
			progress.tasksDone();
			enter(Phase.MEASURING, "Measuring latency");
			int[] prompt = tasks.get(last).prompt(tasks.get(last).task().examples(Split.TEST).get(0));
			return LatencyComparison.of(request, model, prompt, stop);
		}
	}

	/**
	 * A fresh adapted model, loaded right after the memory baseline was read. Before that another one rehearses, so that the pages of the engine's own code
	 * that training touches are in the baseline; how many of them the kernel maps at once depends on what the machine did before.
	 */
	private LanguageModel adapted(Ops ops, int taskIndex, EncodedTask task) {
		memory.begin();
		if (request.trains()) {
			try (LanguageModel model = load(ops, taskIndex)) {
				new FineTuning(model, task, request.protocol(), progress, stop).rehearse(taskSeed(taskIndex));
			}
		}
		memory.begin();
		LanguageModel model = load(ops, taskIndex);
		long trainable = model.parameters().trainableCount();
		parameters = new ParameterCounts(trainable, storedParameters(), model.baseCount(), model.baseCount() + model.parameters().addedCount());
		return model;
	}

	private long storedParameters() {
		return request.trains() ? Fit.of(Architectures.config(request.modelFolder()), request.request().method()).storedParameters() : 0;
	}

	/** The seed decides the model's new parameters. */
	private LanguageModel load(Ops ops, int taskIndex) {
		ops.seed(request.request().seed() + taskIndex);
		Adaptation adaptation = request.method().configure(request.settings());
		return Architectures.load(request.modelFolder(), adaptation, ops);
	}

	/** Decides the order of examples and the dropout. */
	private long taskSeed(int taskIndex) {
		return request.request().seed() * 31 + taskIndex;
	}

	private TaskResult runTask(LanguageModel model, int index, EncodedTask task) throws IOException {
		String id = task.task().card().id();
		progress.task(index, id);
		checksums.put("task " + id, task.checksum());
		FineTuning training = new FineTuning(model, task, request.protocol(), progress, stop);
		if (request.trains()) {
			enter(Phase.TRAINING, "Training on " + id);
			long seed = taskSeed(index);
			memory.measure(() -> training.rehearse(seed));
			model.ops().seed(seed);
			training.run(request.settings().number("learningRate"), seed, out.resolve("checkpoint-" + id + ".safetensors"));
			adapterSizeBytes = AdapterFolder.write(out.resolve("adapter-" + id), model, request.method(), request.settings(),
					ModuleNames.of(Architectures.config(request.modelFolder())), request.request().baseModel());
		}
		enter(Phase.EVALUATING, "Decoding the test split of " + id);
		Scoring scoring = Scoring.of(model, task, task.task().examples(Split.TEST), stop);
		String predictions = "predictions-" + id + ".jsonl";
		scoring.write(out.resolve(predictions));
		return taskResult(task, training, scoring, predictions);
	}

	private TaskResult taskResult(EncodedTask task, FineTuning training, Scoring scoring, String predictions) {
		var card = task.task().card();
		boolean trained = request.trains();
		return new TaskResult(card.id(), card.version(), card.mainMetric(), scoring.mainScore(), scoring.scores(), trained ? training.bestScore() : null,
				training.bestStep(), training.losses().size(), training.losses(), training.validations(), training.tokensPerSecond(),
				task.task().examples(Split.TEST).size(), predictions);
	}

	private Result result(List<TaskResult> tasks, Result.LatencyReport latency, Instant startedAt) throws IOException {
		checksums.put("weights", Checksum.sha256(request.modelFolder().resolve("model.safetensors")));
		checksums.put("tokenizer", Checksum.sha256(request.modelFolder().resolve("tokenizer.json")));
		double score = tasks.stream().mapToDouble(TaskResult::score).average().orElseThrow();
		Map<Phase, Double> phaseSeconds = new LinkedHashMap<>();
		phaseNanos.forEach((done, nanos) -> phaseSeconds.put(done, nanos / 1e9));
		Result.Environment environment = Machine.environment(request.request().device(), JniUtils.getNumThreads(), startedAt, Instant.now());
		return new Result(Result.VERSION, EvaluatorCatalogue.RULES_VERSION, request.request(), parameters, tasks, score,
				memory.read().orElse(null), latency, adapterSizeBytes, phaseSeconds, environment, checksums);
	}

	private void enter(Phase next, String message) {
		long now = System.nanoTime();
		phaseNanos.merge(phase, now - phaseStart, Long::sum);
		phaseStart = now;
		phase = next;
		progress.phase(next, message);
	}

}
