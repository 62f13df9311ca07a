package org.peftboard.evaluator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.hub.HubServer;
import org.peftboard.evaluator.task.Tasks;

import static org.assertj.core.api.Assertions.assertThat;

/** "fetch" as a person runs it, against a hub on this machine. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the environment and a full disk are set with a Unix shell")
class FetchTest {

	private static final String TOKEN = "hf_secretOfMira";

	@TempDir
	private Path folder;

	private HubServer server;

	@BeforeEach
	void start() throws IOException {
		server = new HubServer().with("sst2/train-00000-of-00001.parquet", new byte[3_000_000])
			.with("sst2/validation-00000-of-00001.parquet", "v".getBytes())
			.with("config.json", "{}".getBytes())
			.with("tokenizer.json", "{ }".getBytes())
			.with("model.safetensors", new byte[10]);
	}

	@AfterEach
	void stop() {
		server.close();
	}

	private EvaluatorProcess fetch(String limits, String... arguments) throws IOException {
		String environment = "export HF_ENDPOINT=" + server.endpoint() + " HF_HUB_CACHE=" + folder.resolve("cache") + " HF_TOKEN=" + TOKEN + "; ";
		String[] all = Stream.concat(Stream.of("fetch"), Stream.of(arguments)).toArray(String[]::new);
		return EvaluatorProcess.start(folder, List.of("bash", "-c", environment + limits + "exec \"$@\"", "bash"), all);
	}

	@Test
	void fetchesATaskWithABarAndWithoutTheTokenInSight() throws Exception {
		EvaluatorProcess process = fetch("", "sst2");
		assertThat(process.exitCode()).isEqualTo(ExitCode.FINISHED.code());
		// a line at the first piece after each tenth, and pieces are as large as the network makes them
		assertThat(process.output()).containsPattern("\\[#{15,17}\\.{13,15}]  5\\d % of 3\\.0 MB  sst2/train-00000-of-00001\\.parquet")
			.contains("datasets--nyu-mll--glue/snapshots/" + Tasks.REGISTRY.get("sst2").card().data().files().get("train").revision() + "/sst2/")
			.contains("with a token")
			.doesNotContain(TOKEN);
	}

	@Test
	void fetchesAModel() throws Exception {
		EvaluatorProcess process = fetch("", "mira/lamp-llama", "--revision", "main");
		assertThat(process.exitCode()).isEqualTo(ExitCode.FINISHED.code());
		assertThat(process.output()).contains("models--mira--lamp-llama/snapshots/").contains("config.json").contains("tokenizer.json").contains("model.safetensors");
	}

	@Test
	void leavesNothingBehindOnAFullDisk() throws Exception {
		EvaluatorProcess process = fetch("ulimit -f 1024; ", "sst2");
		assertThat(process.exitCode()).isEqualTo(ExitCode.REFUSED.code());
		assertThat(process.output()).contains("disk: got full after").contains("need 3000000 bytes in").contains("free some space");
		try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
			assertThat(files.filter(Files::isRegularFile)).isEmpty();
		}
	}

	@Test
	void suggestsATask() throws Exception {
		EvaluatorProcess process = fetch("", "ssst2");
		assertThat(process.exitCode()).isEqualTo(ExitCode.REFUSED.code());
		assertThat(process.output()).contains("task: got 'ssst2'").contains("Did you mean 'sst2'?");
	}

}
