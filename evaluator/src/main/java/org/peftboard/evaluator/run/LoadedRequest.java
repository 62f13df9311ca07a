package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

import ai.djl.engine.EngineException;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.measure.LatencyMeter;
import org.peftboard.evaluator.measure.LatencyMeter.Settings;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Prompts;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Precision;
import org.peftboard.evaluator.task.Task;
import org.peftboard.evaluator.text.Tokenizer;

/**
 * A request with the engine and its tasks, read as the base model reads them. The process that trains and those that measure memory begin with one each, so that they load, train and
 * decode alike.
 */
final class LoadedRequest implements AutoCloseable {

	/** prompts at once, where several are read together */
	private static final int BATCH = 8;

	private final CheckedRequest request;

	private final Ops ops;

	private final Tokenizer tokenizer;

	private final SpecialTokens special;

	private final List<EncodedTask> tasks = new ArrayList<>();

	/** Loads the engine, which has run a toy model then, and encodes all tasks. */
	LoadedRequest(CheckedRequest request) {
		this.request = request;
		this.ops = Ops.on(request.request().device(), precision(request));
		this.tokenizer = Tokenizer.load(request.modelFolder().resolve("tokenizer.json"));
		SpecialTokens told = SpecialTokens.of(Architectures.config(request.modelFolder()), tokenizer);
		this.special = Architectures.generationConfig(request.modelFolder()).map(told::endingAlso).orElse(told);
		WarmUp.run(ops);
		try (LanguageModel model = model(0, 0)) {
			for (Task task : request.tasks()) {
				tasks.add(new EncodedTask(task, tokenizer, special, model, request.protocol()));
			}
		}
	}

	/** A CPU computes in float32: most have no units for less. */
	static Precision precision(CheckedRequest request) {
		return request.request().device().equals("cpu") ? Precision.FLOAT32 : request.protocol().precision();
	}

	CheckedRequest request() {
		return request;
	}

	Ops ops() {
		return ops;
	}

	/** in the request's order */
	List<EncodedTask> tasks() {
		return tasks;
	}

	/** What the base model knows before training; absent for an encoder–decoder, and where the protocol does not ask. */
	@Nullable Retention retention() {
		if (!request.protocol().retention()) {
			return null;
		}
		try (LanguageModel base = Architectures.load(request.modelFolder(), Adaptation.NONE, ops)) {
			return base.hasEncoder() ? null : new Retention(base, tokenizer, special);
		}
	}

	/** A fresh adapted model. The seed decides its new parameters, unless they are given. */
	LanguageModel model(long seed, int task) {
		ops.seed(mixed(seed, task));
		if (request.adapter() != null) {
			return AdapterFolder.load(request.modelFolder(), request.adapter(), request.method(), request.settings(), ops);
		}
		return Architectures.load(request.modelFolder(), request.method().configure(request.settings()), ops);
	}

	FineTuning training(LanguageModel model, long seed, int task, ProgressLog progress, BooleanSupplier stop) {
		return new FineTuning(model, tasks.get(task), request.protocol(), mixed(seed, task), progress, stop);
	}

	/** Test prompts of a batch, with places for what is generated. */
	List<int[]> prompts(LanguageModel model, int task, int newTokens) {
		return tasks.get(task).prompts(model, BATCH, newTokens);
	}

	/** A batch of test prompts, read and continued: what inference memory is measured over. */
	void decode(LanguageModel model, int task) {
		int newTokens = Settings.BATCHED.newTokens();
		LatencyMeter.repeat(model, Prompts.of(prompts(model, task, newTokens), 0, Prompts.Padding.LEFT), newTokens);
	}

	/** One number of a seed and a task, so that no task of one seed repeats what another one draws. */
	static long mixed(long seed, int task) {
		return new SplittableRandom(seed * 1_000_003 + task).nextLong() >>> 1;
	}

	/** Computes something whose want of memory is told with the estimate. */
	<T, E extends Exception> T withinMemory(Attempt<T, E> attempt) throws E {
		try {
			return attempt.run();
		}
		catch (EngineException exception) {
			if (!NeedsMoreMemory.is(exception)) {
				throw exception;
			}
			int longest = tasks.stream().mapToInt(EncodedTask::longestRow).max().orElse(1);
			Estimate.Load load = new Estimate.Load(request.protocol().batches().size(), longest, longest, precision(request));
			throw NeedsMoreMemory.of(exception, request.request().device(), Estimate.of(Architectures.config(request.modelFolder()), request.request().method(), load), load);
		}
	}

	/** What may need more memory than there is. */
	@FunctionalInterface
	interface Attempt<T, E extends Exception> {

		T run() throws E;

	}

	@Override
	public void close() {
		tokenizer.close();
		ops.close();
	}

}
