package org.peftboard.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.peftboard.PostgresServer;

/** Servers and workers on one database, and who kills them. What it kills it starts again. */
final class Chaos implements AutoCloseable {

	/** What is killed. */
	enum Victim {

		EVALUATOR, WORKER, SERVER, DATABASE

	}

	private final PostgresServer database;

	private final Path folder;

	private final String address;

	private final Random random;

	private final List<ServerProcess> workers = new ArrayList<>();

	private final List<ServerProcess> servers = new ArrayList<>();

	final Map<Victim, Integer> killed = new EnumMap<>(Victim.class);

	Chaos(PostgresServer database, String address, Path folder, long seed) {
		this.database = database;
		this.folder = folder;
		this.address = address;
		this.random = new Random(seed);
	}

	void start(int serverCount, int workerCount) throws Exception {
		for (int number = 0; number < serverCount; number++) {
			servers.add(startOne("server", number));
		}
		for (int number = 0; number < workerCount; number++) {
			workers.add(startOne("worker", number));
		}
	}

	private ServerProcess startOne(String role, int number) throws Exception {
		return start(folder.resolve(role + number), address, "--peftboard.role=" + role);
	}

	/** A process of this database. */
	static ServerProcess start(Path data, String address, String... more) throws Exception {
		List<String> options = new ArrayList<>(List.of("--peftboard.reference-runs.enabled=false", "--spring.datasource.url=" + address, "--spring.datasource.username=postgres",
				"--spring.datasource.hikari.maximum-pool-size=6", "--peftboard.evaluation.control-every=0"));
		options.addAll(List.of(more));
		return ServerProcess.launch(Files.createDirectories(data), ServerProcess.freePort(), options.toArray(String[]::new));
	}

	/** Kills one of these, if there is one now. */
	boolean kill(Victim victim) throws Exception {
		boolean done = switch (victim) {
			case EVALUATOR -> killAnEvaluator();
			case WORKER -> killOne(workers, "worker");
			case SERVER -> killOne(servers, "server");
			case DATABASE -> restartDatabase();
		};
		if (done) {
			killed.merge(victim, 1, Integer::sum);
		}
		return done;
	}

	private boolean killAnEvaluator() {
		List<ProcessHandle> evaluators = workers.stream().filter(ServerProcess::alive).flatMap(worker -> worker.evaluators().stream()).toList();
		return !evaluators.isEmpty() && evaluators.get(random.nextInt(evaluators.size())).destroyForcibly();
	}

	private boolean killOne(List<ServerProcess> processes, String role) throws Exception {
		int number = random.nextInt(processes.size());
		processes.get(number).kill();
		processes.set(number, startOne(role, number));
		return true;
	}

	private boolean restartDatabase() throws Exception {
		database.crash();
		Thread.sleep(random.nextInt(3000));
		database.startAgain();
		return true;
	}

	/** The database is gone for a while. */
	void withoutDatabase(Duration duration) throws Exception {
		database.crash();
		Thread.sleep(duration.toMillis());
		database.startAgain();
	}

	/** A process may have ended by itself, as when it was started while the database was away: an operator's supervisor starts it again. */
	void restartWhatEnded() throws Exception {
		for (int number = 0; number < workers.size(); number++) {
			if (!workers.get(number).alive()) {
				workers.set(number, startOne("worker", number));
			}
		}
		for (int number = 0; number < servers.size(); number++) {
			if (!servers.get(number).alive()) {
				servers.set(number, startOne("server", number));
			}
		}
	}

	List<ServerProcess> servers() {
		return servers;
	}

	List<ServerProcess> workers() {
		return workers;
	}

	/** Evaluators of any worker, living or dead, that still run. */
	long evaluators() {
		return ProcessHandle.allProcesses().filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
			.filter(process -> process.info().commandLine().orElse("").contains(StandInEvaluator.class.getName()))
			.filter(process -> !process.info().commandLine().orElse("").contains(ServerProcess.class.getName()))
			.count();
	}

	@Override
	public void close() throws InterruptedException {
		for (ServerProcess process : servers) {
			process.close();
		}
		for (ServerProcess process : workers) {
			process.close();
		}
	}

}
