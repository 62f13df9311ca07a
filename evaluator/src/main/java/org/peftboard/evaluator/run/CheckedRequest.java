package org.peftboard.evaluator.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.adapter.Fit;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.BaseModels;
import org.peftboard.evaluator.task.Task;
import org.peftboard.evaluator.task.Tasks;

/**
 * A request that can run: everything that it names exists, every setting is in its bounds and defaults are filled in.
 *
 * @param request      the request with all defaults
 * @param modelFolder  where the base model's files are
 * @param architecture id of its architecture
 */
public record CheckedRequest(Request request, Path modelFolder, String architecture, PeftMethod method, Settings settings, List<Task> tasks,
		Protocol protocol) {

	private static final String LEARNING_RATE = "learningRate";

	private static final int MOST_SEEDS = 20;

	/**
	 * Checks a request.
	 *
	 * @param modelFolder files to use in place of the catalogue's base model; none for the catalogue's
	 * @throws Problem.Refused with everything that is wrong, at once
	 */
	public static CheckedRequest of(Request request, @Nullable Path modelFolder) {
		List<Problem> problems = new ArrayList<>();
		collect(problems, () -> checkScalars(request));
		PeftMethod method = collect(problems, () -> Methods.REGISTRY.get(request.method().id()));
		List<Task> tasks = tasks(request, problems);
		Protocol protocol = collect(problems, () -> Protocols.REGISTRY.get(request.protocol()));
		MethodSetting complete = method == null ? null
				: collect(problems, () -> SettingsCheck.complete(method.card(), withProtocolsRate(method, request.method(), protocol)));
		Path folder = modelFolder != null ? modelFolder : collect(problems, () -> BaseModels.REGISTRY.get(request.baseModel()).folder());
		String architecture = folder == null ? null : collect(problems, () -> architecture(folder));
		if (problems.isEmpty()) {
			collect(problems, () -> Fit.of(Architectures.config(folder), complete));
		}
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
		Request full = new Request(Request.VERSION, request.baseModel(), complete, request.tasks(), request.protocol(),
				request.seeds().isEmpty() ? protocol.seeds() : request.seeds(), request.device());
		return new CheckedRequest(full, folder, architecture, method, new Settings(method.card(), complete.settings()), tasks, protocol);
	}

	/** A protocol may have learning rates of its own; one that the request gives stands above it. */
	private static MethodSetting withProtocolsRate(PeftMethod method, MethodSetting given, @Nullable Protocol protocol) {
		Double rate = protocol == null ? null : protocol.learningRates().getOrDefault(given.id(), protocol.learningRates().get("*"));
		boolean has = method.card().parameters().stream().anyMatch(parameter -> parameter.name().equals(LEARNING_RATE));
		if (rate == null || !has || given.settings().containsKey(LEARNING_RATE)) {
			return given;
		}
		Map<String, Object> settings = new TreeMap<>(given.settings());
		settings.put(LEARNING_RATE, rate);
		return new MethodSetting(given.id(), settings);
	}

	private static List<Task> tasks(Request request, List<Problem> problems) {
		if (request.tasks().isEmpty()) {
			problems.add(new Problem("tasks", "none", "at least one of " + Tasks.REGISTRY.ids()));
		}
		if (request.tasks().stream().distinct().count() < request.tasks().size()) {
			problems.add(new Problem("tasks", request.tasks().toString(), "each task once"));
		}
		List<Task> tasks = new ArrayList<>();
		for (String id : request.tasks()) {
			Task task = collect(problems, () -> Tasks.REGISTRY.get(id));
			if (task != null) {
				tasks.add(task);
			}
		}
		return tasks;
	}

	private static Boolean checkScalars(Request request) {
		List<Problem> problems = new ArrayList<>();
		if (request.version() != Request.VERSION) {
			problems.add(new Problem("version", String.valueOf(request.version()), String.valueOf(Request.VERSION)));
		}
		if (request.seeds().stream().anyMatch(seed -> seed < 0 || seed > Integer.MAX_VALUE)) {
			problems.add(new Problem("seeds", request.seeds().toString(), "numbers of 0 to " + Integer.MAX_VALUE));
		}
		if (request.seeds().stream().distinct().count() < request.seeds().size() || request.seeds().size() > MOST_SEEDS) {
			problems.add(new Problem("seeds", request.seeds().toString(), "at most " + MOST_SEEDS + ", each once"));
		}
		if (!request.device().matches("cpu|cuda:\\d{1,2}")) {
			problems.add(new Problem("device", "'" + request.device() + "'", "cpu or cuda:N"));
		}
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
		return true;
	}

	private static String architecture(Path folder) {
		return Architectures.REGISTRY.get(Architectures.config(folder).path("model_type").asString("")).id();
	}

	private static <T> @Nullable T collect(List<Problem> problems, Supplier<T> check) {
		try {
			return check.get();
		}
		catch (Problem.Refused refused) {
			problems.addAll(refused.problems());
			return null;
		}
	}

	List<Long> seeds() {
		return request.seeds();
	}

	/** whether anything is trained at all */
	boolean trains() {
		return !method.id().equals(Methods.NONE);
	}

}
