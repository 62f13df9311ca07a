package org.peftboard.evaluator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.evaluator.hub.Checksum;
import org.peftboard.evaluator.run.Replay;
import org.peftboard.evaluator.run.Replay.Difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The whole evaluator on the base model that ships: the jar that people start, as a process of its own. */
class EvaluatorIT {

	private static final List<String> COSTS = List.of("peak training memory", "peak inference memory", "latency to base, not merged");

	@TempDir
	private Path folder;

	private Path out;

	@BeforeEach
	void chooseFolder() {
		assertThat(EvaluatorProcess.JAR).as("system property peftboard.cli-jar, set by the build").isNotNull();
		out = folder.resolve("out");
	}

	@Test
	void measuresALoraConfigurationAndReplaysItBitForBit() throws Exception {
		assertThat(evaluate(request("lora"), out).exitCode()).isEqualTo(ExitCode.FINISHED.code());
		Path again = folder.resolve("again");
		EvaluatorProcess replay = EvaluatorProcess.start(folder, "evaluate", "--replay", out.resolve("result.json").toString(), "--out", again.toString());
		int exitCode = replay.exitCode();

		Result result = Json.read(out.resolve("result.json"), Result.class);
		Result second = Json.read(again.resolve("result.json"), Result.class);
		assertThat(run(result).losses()).isEqualTo(run(second).losses());
		assertThat(Files.mismatch(out.resolve("predictions-mini-handover-5.jsonl"), again.resolve("predictions-mini-handover-5.jsonl"))).isEqualTo(-1);
		assertThat(Files.mismatch(adapter(out), adapter(again))).isEqualTo(-1);
		assertComplete(result);
		assertReplayed(result, second, replay.output(), exitCode);
		assertTestedWithoutTraining(result);
	}

	/** The adapter that training left, brought from outside: the same predictions, and no training. */
	private void assertTestedWithoutTraining(Result trained) throws Exception {
		Path brought = folder.resolve("brought");
		EvaluatorProcess process = evaluate(request("lora"), brought, "--adapter", adapter(out).getParent().toString());
		assertThat(process.exitCode()).as(process.output()).isEqualTo(ExitCode.FINISHED.code());
		Result tested = Json.read(brought.resolve("result.json"), Result.class);
		assertThat(Files.mismatch(out.resolve("predictions-mini-handover-5.jsonl"), brought.resolve("predictions-mini-handover-5.jsonl"))).isEqualTo(-1);
		assertThat(tested.request().adapter()).isEqualTo(trained.checksums().get("adapter mini-handover"));
		assertThat(run(tested).steps()).isZero();
		assertThat(tested.peakMemory()).isNull();
		assertThat(tested.parameters()).isEqualTo(trained.parameters());
		assertThat(tested.suspicions()).isEmpty();
		assertThat(tested.checksums()).containsEntry("adapter uploaded", tested.request().adapter());
		assertThat(Files.mismatch(adapter(out), brought.resolve("adapter-uploaded").resolve(AdapterFolder.WEIGHTS))).isEqualTo(-1);
	}

	/** Costs are measured anew, and a busy machine may move them; all else is the same. */
	private static void assertReplayed(Result result, Result second, String output, int exitCode) {
		List<Difference> differences = Replay.of(result, second);
		assertThat(differences).filteredOn(difference -> !COSTS.contains(difference.what())).hasSizeGreaterThan(8).allMatch(Difference::within);
		assertThat(exitCode).isEqualTo((differences.stream().allMatch(Difference::within) ? ExitCode.FINISHED : ExitCode.DIFFERENT).code());
		assertThat(output).contains("losses of mini-handover, seed 5: published 300 steps, now the same");

		String digest = result.checksums().get("adapter mini-handover");
		Result forged = Json.read("forged", Json.pretty(result).replace(digest, "0".repeat(64)).replace("\"trainableParameters\" : ", "\"trainableParameters\" : 1"),
				Result.class);
		assertThat(Replay.of(forged, second)).filteredOn(difference -> !difference.within())
			.extracting(Difference::what)
			.contains("SHA-256 of adapter mini-handover", "parameters");
	}

	private void assertComplete(Result result) throws IOException {
		assertThat(result.parameters().trainableParameters()).isEqualTo(4 * 8 * ((128 + 128) + (128 + 64)));
		assertThat(result.adapterSizeBytes()).isEqualTo(Files.size(adapter(out)));
		assertThat(result.score()).isEqualTo(result.tasks().get(0).score());
		assertThat(result.interval().low()).isLessThan(result.score());
		assertThat(result.interval().high()).isGreaterThan(result.score());
		assertThat(result.tasks().get(0).items().trainDropped()).isZero();
		assertThat(result.tasks().get(0).items().paddingShare()).isBetween(0.0, 0.1);
		assertThat(run(result).retention().lossBefore()).isBetween(0.5, 3.0);
		assertThat(result.parameters().formulaParameters()).isEqualTo(result.parameters().trainableParameters());
		// merged, LoRA changes whole matrices: queries (128, 128) and values (64, 128) of four layers
		assertThat(result.parameters().changedParameters()).isEqualTo(4 * (128 * 128 + 64 * 128));
		assertThat(result.suspicions()).isEmpty();
		assertThat(result.inference().peakMemory().bytes()).isBetween(4 * result.parameters().totalParameters(), result.peakMemory().bytes());
		assertThat(result.inference().batched().batchSize()).isEqualTo(8);
		assertThat(result.inference().throughput().mergedTokensPerSecond()).isPositive();
		assertThat(result.arithmetic().addedFlopsPerToken()).isEqualTo(2.0 * result.parameters().trainableParameters());
		assertThat(result.checksums()).containsEntry("adapter mini-handover", Checksum.sha256(adapter(out)))
			.containsEntry("predictions mini-handover 5", Checksum.sha256(out.resolve("predictions-mini-handover-5.jsonl")))
			.containsKeys("weights", "tokenizer", "task mini-handover", "tokens mini-handover");
		int rounds = result.latency().base().millis().size() + result.latency().discardedRounds() + result.inference().batched().base().millis().size()
				+ result.inference().batched().discardedRounds();
		assertThat(Files.readAllLines(out.resolve("latencies.jsonl"))).hasSize(3 * rounds);
		assertThat(result.latency().base().millis()).hasSizeGreaterThanOrEqualTo(20);
		assertThat(result.latency().unmergedToBase())
			.isCloseTo(result.latency().unmerged().meanMillis() / result.latency().base().meanMillis(), within(1e-12));
		assertThat(result.latency().merged()).isNotNull();
		assertThat(Files.readAllLines(out.resolve("predictions-mini-handover-5.jsonl"))).hasSize(result.tasks().get(0).items().test());
		assertThat(Files.readString(out.resolve("adapter-mini-handover/adapter_config.json"))).contains("\"peft_type\" : \"LORA\"");
		try (Stream<Path> files = Files.list(out)) {
			assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("result.json", "predictions-mini-handover-5.jsonl",
					"adapter-mini-handover", "latencies.jsonl");
		}
	}

	@Test
	@EnabledOnOs(value = OS.LINUX, disabledReason = "the environment is set with a Unix shell")
	void saysInTheResultWhichDataItRead() throws Exception {
		Path data = Files.createDirectories(folder.resolve("data/copa"));
		String row = "{\"premise\": \"The room was bright.\", \"choice1\": \"The lamp was lit.\", \"choice2\": \"It rained.\", \"question\": \"cause\", \"label\": 0}\n";
		Files.writeString(data.resolve("train.jsonl"), row.repeat(20));
		Files.writeString(data.resolve("validation.jsonl"), row.repeat(4));
		String shell = "export PEFTBOARD_DATA=" + data.getParent() + "; exec \"$@\"";
		EvaluatorProcess process = EvaluatorProcess.start(folder, List.of("bash", "-c", shell, "bash"), "evaluate", "--request", request("none", "copa").toString(),
				"--out", out.toString());
		assertThat(process.exitCode()).as(process.output()).isEqualTo(ExitCode.FINISHED.code());
		Result result = Json.read(out.resolve("result.json"), Result.class);
		assertThat(result.environment().versions()).containsEntry("data copa", "folder copa, train.jsonl; folder copa, validation.jsonl").containsKey("pytorch");
	}

	@Test
	void endsCleanlyWhenAskedTo() throws Exception {
		EvaluatorProcess process = evaluate(request("lora"), out);
		process.awaitText("trainTokensPerSecond");
		process.terminate();
		assertThat(process.exitCode()).isEqualTo(ExitCode.INTERRUPTED.code());
		assertThat(process.output()).contains("Interrupted; no result was written.").doesNotContain("SIGSEGV");
		assertThat(out.resolve("result.json")).doesNotExist();
	}

	@Test
	void endsAtItsDeadline() throws Exception {
		EvaluatorProcess process = evaluate(request("full-fine-tuning"), out, "--deadline-seconds", "6");
		assertThat(process.exitCode()).isEqualTo(ExitCode.DEADLINE.code());
		assertThat(process.output()).contains("The deadline of 6 s passed");
		assertThat(out.resolve("result.json")).doesNotExist();
	}

	@Test
	@EnabledOnOs(value = OS.LINUX, disabledReason = "the full disk is played by a limit on file sizes, set with a Unix shell's ulimit")
	void saysThatAFileCouldNotBeWritten() throws Exception {
		EvaluatorProcess process = EvaluatorProcess.start(folder, List.of("bash", "-c", "ulimit -f 1024; exec \"$@\"", "bash"), "evaluate", "--request",
				request("full-fine-tuning").toString(), "--out", out.toString());
		assertThat(process.exitCode()).isEqualTo(ExitCode.IO.code());
		assertThat(process.output()).contains("a file could not be written").contains("No result was written");
		try (Stream<Path> files = Files.walk(out)) {
			assertThat(files.filter(Files::isRegularFile)).isEmpty();
		}
	}

	@Test
	@EnabledOnOs(value = OS.LINUX, disabledReason = "sets the environment with a Unix command")
	void blamesNobodysRequestForALibraryThatDoesNotLoad() throws Exception {
		EvaluatorProcess process = EvaluatorProcess.start(folder, List.of("env", "RUST_LIBRARY_PATH=/nowhere"), "evaluate", "--request",
				request("none").toString(), "--out", out.toString());
		assertThat(process.exitCode()).as(process.output()).isEqualTo(ExitCode.INTERNAL.code());
		assertThat(process.output()).contains("tokenizers: the native library cannot be loaded");
	}

	private EvaluatorProcess evaluate(Path request, Path folderOut, String... more) throws IOException {
		String[] arguments = Stream.concat(Stream.of("evaluate", "--request", request.toString(), "--out", folderOut.toString()), Stream.of(more))
			.toArray(String[]::new);
		return EvaluatorProcess.start(folder, arguments);
	}

	private Path request(String method) throws IOException {
		return request(method, "mini-handover");
	}

	private Path request(String method, String task) throws IOException {
		Path file = folder.resolve(method + ".json");
		Json.write(file, new Request(Request.VERSION, "mini-llama", new MethodSetting(method, Map.of()), List.of(task), "mini-quick.1", List.of(5L), "cpu"));
		return file;
	}

	private static Result.SeedRun run(Result result) {
		return result.tasks().get(0).runs().get(0);
	}

	private static Path adapter(Path folder) {
		return folder.resolve("adapter-mini-handover").resolve(AdapterFolder.WEIGHTS);
	}

}
