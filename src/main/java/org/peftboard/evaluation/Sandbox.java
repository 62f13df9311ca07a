package org.peftboard.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.peftboard.evaluation.EvaluationSettings.SandboxMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The walls around an evaluator, by the kernel's own means (Linux namespaces and limits through util-linux):
 * <ul>
 * <li>limits of its process: processor time, size of a file, open files, no core dumps; it dies with the worker</li>
 * <li>no network, unless fetching is allowed; it sees no process but its own; no capabilities, and none to be had</li>
 * <li>every file system is read-only but its scratch folder and the engine's cache; the data folder, with database and passwords, is not there</li>
 * </ul>
 *
 * <p>Where the kernel or a container refuses namespaces the limits remain, and the worker says so. Memory, time and number of processes are watched by the worker
 * itself, see {@link Excess}.
 */
@Component
final class Sandbox {

	private static final Logger log = LoggerFactory.getLogger(Sandbox.class);

	/** Scratch folder, hidden folder, cache folder, then the command. Namespaces are this shell's alone, so nothing has to be undone. */
	private static final String WALLS = """
			scratch=$1; hidden=$2; cache=$3; shift 3
			set -e
			mount --make-rprivate /
			exec 9< "$scratch"
			if [ -n "$hidden" ]; then
			  mount -t tmpfs -o size=1m,mode=755 none "$hidden"
			  mkdir -p "$scratch"
			fi
			mount -c --bind /proc/self/fd/9 "$scratch"
			exec 9<&-
			mount --bind "$cache" "$cache"
			while read -r device point rest; do
			  point=$(printf '%b' "$point")
			  case $point in /proc|/proc/*|"$scratch"|"$cache") continue;; esac
			  mount -o remount,bind,ro "$point" 2>/dev/null || true
			done < /proc/self/mounts
			cd "$scratch"
			touch "$scratch/.walls" && rm "$scratch/.walls"
			! touch /.peftboard-walls 2>/dev/null
			exec setpriv --no-new-privs --bounding-set -all --inh-caps -all -- "$@"
			""";

	private static final List<String> NAMESPACES = List.of("--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--ipc", "--uts");

	private final EvaluationSettings settings;

	private final Path dataFolder;

	private final Path cache;

	/** {@code unshare} with what it takes here; empty where namespaces are not to be had. */
	private final List<String> unshare;

	private final boolean limits;

	@Autowired
	Sandbox(EvaluationSettings settings, @Value("${peftboard.data-folder}") String dataFolder) {
		this.settings = settings;
		this.dataFolder = Path.of(dataFolder).toAbsolutePath().normalize();
		this.cache = engineCache();
		this.limits = settings.enabled() && works(List.of("prlimit", "--core=0", "setpriv", "--pdeathsig", "KILL", "true"));
		this.unshare = settings.enabled() && settings.sandbox() != SandboxMode.OFF && limits ? unshare() : List.of();
		if (settings.enabled()) {
			log.info("Evaluators are shut in by: {}", inWords());
		}
	}

	/** Where the engine unpacks its native libraries. */
	private static Path engineCache() {
		String set = System.getenv("DJL_CACHE_DIR");
		return set == null ? Path.of(System.getProperty("user.home"), ".djl.ai") : Path.of(set).toAbsolutePath().normalize();
	}

	/** What an evaluator may keep from one run to the next: the engine's native libraries and the model that ships, unpacked. */
	Path cache() {
		return cache;
	}

	/** As root without, else with a user namespace of its own. */
	private List<String> unshare() {
		for (List<String> user : List.of(List.<String>of(), List.of("--map-root-user"))) {
			List<String> command = new ArrayList<>(List.of("unshare"));
			command.addAll(user);
			command.addAll(NAMESPACES);
			if (!settings.network()) {
				command.add("--net");
			}
			if (canBeBuilt(command)) {
				return command;
			}
		}
		return List.of();
	}

	/** Builds the walls around a command that does nothing. */
	private boolean canBeBuilt(List<String> unshareCommand) {
		try {
			Files.createDirectories(cache);
			Path scratch = Files.createDirectories(dataFolder.resolve("work").resolve("walls-" + ProcessHandle.current().pid()));
			try {
				return works(walls(unshareCommand, scratch, List.of("true")));
			}
			finally {
				Files.deleteIfExists(scratch);
			}
		}
		catch (IOException exception) {
			log.warn("Sandbox: {}", exception.toString());
			return false;
		}
	}

	private static boolean works(List<String> command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
			return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (IOException notThere) {
			return false;
		}
		catch (InterruptedException exception) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** The command inside the walls that this machine allows. */
	List<String> around(Path scratch, List<String> command) {
		if (!limits) {
			return command;
		}
		List<String> whole = new ArrayList<>(List.of("prlimit", "--core=0", "--nofile=4096", "--fsize=" + settings.largestFile().toBytes(),
				"--cpu=" + cpuSeconds(), "setpriv", "--pdeathsig", "KILL"));
		whole.addAll(unshare.isEmpty() ? command : walls(unshare, scratch, command));
		return whole;
	}

	private List<String> walls(List<String> unshareCommand, Path scratch, List<String> command) {
		List<String> whole = new ArrayList<>(unshareCommand);
		boolean hideable = !cache.startsWith(dataFolder) && !Path.of("").toAbsolutePath().startsWith(dataFolder);
		whole.addAll(List.of("sh", "-c", WALLS, "walls", scratch.toString(), hideable ? dataFolder.toString() : "", cache.toString()));
		whole.addAll(command);
		return whole;
	}

	/** All processors for the whole time, and the grace: beyond it nobody waits for it any more. */
	private long cpuSeconds() {
		return settings.timeLimit().plus(settings.grace()).toSeconds() * Math.max(settings.engineThreads(), Runtime.getRuntime().availableProcessors()) + 60;
	}

	/** Why this worker may not evaluate; empty where it may. */
	String objection() {
		return settings.sandbox() == SandboxMode.REQUIRED && unshare.isEmpty()
				? "sandbox: this machine allows no namespaces; allow them, or set peftboard.evaluation.sandbox=auto" : "";
	}

	/** What holds an evaluator in, for operators. */
	String inWords() {
		if (!limits) {
			return "nothing but this worker's watch";
		}
		if (unshare.isEmpty()) {
			return "limits";
		}
		return settings.network() ? "limits, own file system and processes" : "limits, own file system and processes, no network";
	}

}
