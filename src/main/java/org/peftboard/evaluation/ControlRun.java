package org.peftboard.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.evaluator.contract.Catalogue.ProtocolCard;
import org.peftboard.evaluator.contract.Catalogue.SuiteCard;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The same measurement again and again: LoRA with its default settings and the protocol's first seed, every so many evaluations of a machine. The score must not
 * change at all; what changes of memory and latency is the machine's drift, which operators see on {@code /admin/workers}.
 */
@Component
class ControlRun {

	private static final Logger log = LoggerFactory.getLogger(ControlRun.class);

	private static final String METHOD = "lora";

	private final EvaluationSettings settings;

	private final EvaluatorCommand command;

	private final Scratch scratch;

	private final WorkerRows workers;

	private final ThisWorker worker;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Optional<Request> request;

	ControlRun(EvaluationSettings settings, EvaluatorCommand command, Scratch scratch, WorkerRows workers, ThisWorker worker, JdbcClient jdbc, Clock clock,
			Boards boards, EvaluatorCards cards) {
		this.settings = settings;
		this.command = command;
		this.scratch = scratch;
		this.workers = workers;
		this.worker = worker;
		this.jdbc = jdbc;
		this.clock = clock;
		this.request = boards.all()
			.stream()
			.filter(board -> board.measured() && board.hardwareClass().equals(worker.hardwareClass()))
			.findFirst()
			.flatMap(board -> request(board, cards, boards.hardwareOf(board.id()).requestDevice()));
	}

	private static Optional<Request> request(Board board, EvaluatorCards cards, String device) {
		SuiteCard suite = cards.suite(board.suite());
		List<Long> seeds = cards.catalogue().protocols().stream().filter(card -> card.id().equals(suite.protocol())).findFirst().map(ControlRun::firstSeed)
				.orElse(List.of());
		return cards.catalogue()
			.methods()
			.stream()
			.filter(method -> method.id().equals(METHOD))
			.findFirst()
			.map(method -> SettingsCheck.complete(method, new MethodSetting(METHOD, Map.of())))
			.map(setting -> new Request(Request.VERSION, suite.baseModel(), setting, suite.tasks(), suite.protocol(), seeds, device));
	}

	private static List<Long> firstSeed(ProtocolCard protocol) {
		return protocol.settings().get("seeds") instanceof List<?> seeds && seeds.get(0) instanceof Number seed ? List.of(seed.longValue()) : List.of();
	}

	/** Measures, where it is this machine's turn. A control run that fails is told in the log and stops nothing. */
	void runIfDue() throws InterruptedException {
		if (settings.controlEvery() == 0 || request.isEmpty() || workers.sinceControl() < settings.controlEvery()) {
			return;
		}
		log.info("Control run: {}", Json.line(request.get()));
		long start = System.nanoTime();
		try {
			measure(request.get()).ifPresent(result -> store(result, Duration.ofNanos(System.nanoTime() - start)));
		}
		catch (IOException | UncheckedIOException | Problem.Refused failed) {
			log.error("Control run failed", failed);
		}
	}

	private Optional<Result> measure(Request asked) throws IOException, InterruptedException {
		Path folder = scratch.folder("control");
		try {
			Path file = folder.resolve("request.json");
			Path out = Files.createDirectory(folder.resolve("out"));
			Json.write(file, asked);
			try (EvaluatorProcess process = EvaluatorProcess.start(command.process(file, out, folder))) {
				scratch.note(folder, process.handle());
				if (!process.awaitEnd(command.deadline().plus(command.grace())) || process.exitCode() != 0) {
					log.error("Control run failed: {}", process.log());
					return Optional.empty();
				}
			}
			return Optional.of(Json.read("result.json", new OutputFiles(out).resultJson(asked), Result.class));
		}
		finally {
			scratch.delete("control");
		}
	}

	private void store(Result result, Duration duration) {
		Result.PeakMemory memory = result.peakMemory();
		double[] speeds = result.tasks()
			.stream()
			.flatMap(task -> task.runs().stream())
			.map(Result.SeedRun::trainTokensPerSecond)
			.filter(Objects::nonNull)
			.mapToDouble(Double::doubleValue)
			.toArray();
		jdbc.sql("""
				insert into control_runs (host, hardware_class, configuration_key, measured_at, seconds, score, base_latency_millis, latency_ratio, memory_bytes,
				tokens_per_second) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
			.params(worker.host(), worker.hardwareClass(), key(result.rulesVersion()), clock.instant().atOffset(ZoneOffset.UTC), duration.toMillis() / 1000.0,
					result.score(), result.latency().base().meanMillis(), result.latency().unmergedToBase(), memory == null ? null : memory.bytes(),
					speeds.length == 0 ? null : Arrays.stream(speeds).average().orElseThrow())
			.update();
	}

	/** Only runs of one request under one version of the rules are compared. */
	private String key(String rulesVersion) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(digest.digest((rulesVersion + "\n" + Json.line(request.orElseThrow())).getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException exception) {
			throw new IllegalStateException(exception);
		}
	}

}
