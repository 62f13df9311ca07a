package org.peftboard.evaluator.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.adapter.AdapterFile;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.adapter.Fit;
import org.peftboard.evaluator.contract.Catalogue.SuiteCard;
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
 * @param adapter      weights to test in place of training; absent where the method is trained
 */
public record CheckedRequest(Request request, Path modelFolder, String architecture, PeftMethod method, Settings settings, List<Task> tasks,
		Protocol protocol, @Nullable Path adapter) {

	/** what the weights are called in an adapter's folder */
	public static final String ADAPTER_FILE = AdapterFolder.WEIGHTS;

	private static final String LEARNING_RATE = "learningRate";

	private static final int MOST_SEEDS = 20;

	/**
	 * Checks a request.
	 *
	 * @param modelFolder files to use in place of the catalogue's base model; none for the catalogue's
	 * @throws Problem.Refused with everything that is wrong, at once
	 */
	public static CheckedRequest of(Request request, @Nullable Path modelFolder) {
		return of(request, modelFolder, null);
	}

	/**
	 * Checks a request that may come with an adapter.
	 *
	 * @param adapterFolder folder with the weights to test in place of training; none where the method is trained
	 * @throws Problem.Refused with everything that is wrong, at once
	 */
	public static CheckedRequest of(Request request, @Nullable Path modelFolder, @Nullable Path adapterFolder) {
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
		AdapterFile adapter = adapterFolder == null ? null : collect(problems, () -> AdapterFile.read(adapterFolder.resolve(AdapterFolder.WEIGHTS)));
		problems.addAll(adapterProblems(request, adapter));
		if (problems.isEmpty() && adapter != null) {
			problems.addAll(adapter.problems(Architectures.config(folder), complete));
		}
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
		Request full = new Request(Request.VERSION, request.baseModel(), complete, request.tasks(), request.protocol(),
				seeds(request, protocol, adapter), request.device(), adapter == null ? null : adapter.sha256());
		return new CheckedRequest(full, folder, architecture, method, new Settings(method.card(), complete.settings()), tasks, protocol,
				adapter == null ? null : adapter.file());
	}

	/**
	 * The test of an adapter on a suite: its folder says which method with which settings it is.
	 *
	 * @throws Problem.Refused with everything that is wrong, at once
	 */
	public static CheckedRequest ofAdapter(SuiteCard suite, Path adapterFolder) {
		MethodSetting setting = AdapterFolder.setting(adapterFolder, BaseModels.REGISTRY.get(suite.baseModel()).architecture());
		return of(new Request(Request.VERSION, suite.baseModel(), setting, suite.tasks(), suite.protocol(), List.of(), "cpu"), null, adapterFolder);
	}

	/** Nothing is drawn where nothing is trained, so one seed tells all. */
	private static List<Long> seeds(Request request, Protocol protocol, @Nullable AdapterFile adapter) {
		List<Long> seeds = request.seeds().isEmpty() ? protocol.seeds() : request.seeds();
		return adapter == null || !request.seeds().isEmpty() ? seeds : seeds.subList(0, 1);
	}

	private static List<Problem> adapterProblems(Request request, @Nullable AdapterFile adapter) {
		List<Problem> problems = new ArrayList<>();
		if (request.adapter() != null && (adapter == null || !adapter.sha256().equals(request.adapter()))) {
			problems.add(new Problem("adapter", adapter == null ? "no file" : "a file with SHA-256 " + adapter.sha256(),
					"the file with SHA-256 " + request.adapter() + ", in the folder that --adapter names"));
		}
		if (adapter != null && request.seeds().size() > 1) {
			problems.add(new Problem("seeds", request.seeds().toString(), "one: nothing is trained where an adapter is given, so nothing depends on it"));
		}
		if (adapter != null && request.method().id().equals(Methods.NONE)) {
			problems.add(new Problem("adapter", "an adapter of no method", "a method that trains something"));
		}
		return problems;
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
		return adapter == null && !method.id().equals(Methods.NONE);
	}

}
