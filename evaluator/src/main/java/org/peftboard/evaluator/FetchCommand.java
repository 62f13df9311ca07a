package org.peftboard.evaluator;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;
import org.peftboard.evaluator.hub.Hub;
import org.peftboard.evaluator.hub.HubRepository;
import org.peftboard.evaluator.hub.HubSettings;
import org.peftboard.evaluator.task.Task;
import org.peftboard.evaluator.task.Tasks;
import org.peftboard.evaluator.task.standard.HubTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "fetch", mixinStandardHelpOptions = true, description = {
		"Downloads the files of a task, or of a model, into the Hugging Face cache, where Python finds them too. A broken download is gone on with.",
		"Environment: HF_TOKEN for gated repositories, HF_HOME or HF_HUB_CACHE for the place, HF_ENDPOINT for another hub,",
		"HF_HUB_OFFLINE=1 to download nothing.",
		"Exit codes: 0 everything is here, 2 wrong command line, 64 refused: unknown, gated, offline, full disk, checksum." })
final class FetchCommand implements Callable<Integer> {

	private static final List<String> MODEL_FILES = List.of("config.json", "tokenizer.json", "*.safetensors*");

	@Parameters(paramLabel = "TASK|MODEL", description = "a task's id, or a model as organisation/name")
	private String wanted;

	@Option(names = "--revision", defaultValue = "main", description = "of a model: a commit, branch or tag (main)")
	private String revision;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		HubSettings settings = HubSettings.ofEnvironment();
		PrintWriter err = spec.commandLine().getErr();
		err.println("Hub: " + settings);
		Hub hub = new Hub(settings, new DownloadBar(err, System.console() != null));
		List<Path> files = downloads().entrySet().stream().flatMap(download -> hub.fetch(download.getKey(), download.getValue()).stream()).toList();
		files.forEach(file -> spec.commandLine().getOut().println(file));
		return ExitCode.FINISHED.code();
	}

	private Map<HubRepository, List<String>> downloads() {
		if (wanted.contains("/")) {
			return Map.of(new HubRepository(HubRepository.Kind.MODEL, wanted, revision), MODEL_FILES);
		}
		Task task = Tasks.REGISTRY.find(wanted).orElseThrow(() -> new Problem.Refused("task", "'" + wanted + "'",
				"organisation/name for a model, or for a task " + Suggestion.oneOf(wanted, fetchable())));
		if (task instanceof HubTask standard) {
			return standard.downloads();
		}
		throw new Problem.Refused("task", "'" + wanted + "'", "nothing: its examples are made by the evaluator itself");
	}

	private static Collection<String> fetchable() {
		return Tasks.REGISTRY.all().stream().filter(HubTask.class::isInstance).map(task -> task.card().id()).toList();
	}

}
