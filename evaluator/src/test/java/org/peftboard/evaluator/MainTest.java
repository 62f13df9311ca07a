package org.peftboard.evaluator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.evaluator.contract.Catalogue;
import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.run.EvaluatorCatalogue;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class MainTest {

	private static final String REQUEST = """
			{"version":2,"baseModel":"mini-llama","method":{"id":"lora","settings":{"rank":8}},"tasks":["mini-verdict"],"protocol":"mini-quick.1","seeds":[1],"device":"cpu"}""";

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "\"rank\":8 | \"rank\":0 | rank: got 0, need", "\"rank\":8 | \"rank\":1000000 | rank: got 1000000, need",
			"\"rank\":8 | \"rnak\":8 | Did you mean 'rank'?", "\"lora\" | \"lorra\" | Did you mean 'lora'?",
			"\"mini-verdict\" | \"mini-verdikt\" | Did you mean 'mini-verdict'?", "\"mini-verdict\" | \"mini-verdict\",\"mini-verdict\" | each task once",
			"[\"mini-verdict\"] | [] | tasks: got none", "\"mini-quick.1\" | \"mini.9\" | protocol: got 'mini.9'", "mini-llama | mini-lama | Did you mean 'mini-llama'?",
			"\"seeds\":[1] | \"seeds\":[-1] | seeds: got [-1]", "\"seeds\":[1] | \"seeds\":[3,3] | each once", "\"cpu\" | \"tpu\" | device: got 'tpu'", "\"version\":2 | \"version\":7 | version: got 7",
			"\"seeds\":[1] | \"seads\":[1] | Did you mean 'seeds'?", "} | } trailing | request.json" })
	void answersABadRequestByFieldValueAndNeed(String from, String to, String message) throws IOException {
		String bad = to.endsWith("trailing") ? REQUEST + " trailing" : REQUEST.replace(from, to);
		Path request = Files.writeString(folder.resolve("request.json"), bad);
		Output output = run("check", "--request", request.toString());
		assertThat(output.errors()).contains(message).doesNotContain("\tat ");
		assertThat(output.exitCode()).isEqualTo(ExitCode.REFUSED.code());
	}

	@Test
	void tellsEveryProblemAtOnce() throws IOException {
		Path request = Files.writeString(folder.resolve("request.json"), REQUEST.replace("\"rank\":8", "\"rank\":0,\"alpha\":-1").replace("mini-quick.1", "x"));
		assertThat(run("check", "--request", request.toString()).errors().lines()).hasSize(3);
	}

	@Test
	void printsACheckedRequestWithEveryDefault() throws IOException {
		Path request = Files.writeString(folder.resolve("request.json"), REQUEST);
		Output output = run("check", "--request", request.toString());
		assertThat(output.exitCode()).isZero();
		assertThat(output.text()).contains("\"alpha\" : 16.0").contains("attention-query");
	}

	@Test
	void theContainersOwnEvaluationIsAGoodRequest() throws IOException {
		Path dockerfile = Stream.of("Dockerfile", "../Dockerfile").map(Path::of).filter(Files::exists).findFirst().orElseThrow();
		String json = Files.readString(dockerfile).replaceAll("(?s).*RUN echo '(\\{.*?})'.*", "$1");
		Output output = run("check", "--request", Files.writeString(folder.resolve("request.json"), json).toString());
		assertThat(output.errors()).isEmpty();
		assertThat(output.exitCode()).isZero();
	}

	@Test
	void takesSeedsAndLearningRateFromTheProtocolWhereTheRequestNamesNone() throws IOException {
		Path request = Files.writeString(folder.resolve("request.json"), REQUEST.replace("[1]", "[]").replace("mini-quick.1", "peft-bench.1"));
		String text = run("check", "--request", request.toString()).text();
		assertThat(text).contains("\"learningRate\" : 5.0E-5").containsPattern("\"seeds\" : \\[ 42, 123, 456, 789, 101112 \\]");
	}

	@Test
	void refusesARequestFileThatDoesNotExist() {
		Output output = run("evaluate", "--request", folder.resolve("none.json").toString(), "--out", folder.toString());
		assertThat(output.errors()).contains("none.json").contains("a file that exists");
		assertThat(output.exitCode()).isEqualTo(ExitCode.REFUSED.code());
	}

	@Test
	void refusesAModelWithATruncatedWeightsFile() throws IOException {
		Path request = Files.writeString(folder.resolve("request.json"), REQUEST);
		Path model = Files.createDirectory(folder.resolve("model"));
		for (String name : new String[] { "config.json", "tokenizer.json", "model.safetensors" }) {
			byte[] bytes = MainTest.class.getResourceAsStream("models/mini-llama/" + name).readAllBytes();
			Files.write(model.resolve(name), name.endsWith("safetensors") ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
		}
		Output output = run("evaluate", "--request", request.toString(), "--out", folder.resolve("out").toString(), "--model-folder", model.toString());
		assertThat(output.errors()).contains("model.safetensors: tensor '").contains("it is cut short, fetch it again").doesNotContain("\tat ");
		assertThat(output.exitCode()).isEqualTo(ExitCode.REFUSED.code());
		assertThat(folder.resolve("out/result.json")).doesNotExist();
	}

	@Test
	void printsACatalogueThatReadsBack() {
		Output output = run("catalog");
		assertThat(output.exitCode()).isZero();
		assertThat(Json.read("catalogue", output.text(), Catalogue.class)).isEqualTo(Json.read("again", Json.line(EvaluatorCatalogue.catalogue()), Catalogue.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "--version", "evaluate --version" })
	void saysWhichVersionItIs(String arguments) {
		Output output = run(arguments.split(" "));
		assertThat(output.exitCode()).isZero();
		assertThat(output.text()).matches("evaluator \\d\\S*, measuring rules " + EvaluatorCatalogue.RULES_VERSION + "\\Rcommit \\w+(, with uncommitted changes)?\\R");
	}

	@Test
	void answersAWrongCommandLineWithItsUsage() {
		Output output = run("evaluate");
		assertThat(output.exitCode()).isEqualTo(ExitCode.USAGE.code());
		assertThat(output.errors()).contains("--request");
	}

	@Test
	void countsAMethodOnAPublishedShape() {
		Output output = run("count", "--shape", "llama-3-8b", "--method", "lora", "--settings",
				"{\"rank\":16,\"targetModules\":[\"attention-key\",\"attention-value\",\"mlp-down\"]}");
		assertThat(output.exitCode()).isZero();
		assertThat(output.text()).contains("\"trainableParameters\":14680064").contains("\"baseParameters\":8030261248");
		assertThat(run("count", "--shape", "lama-3-8b", "--method", "lora").errors()).contains("Did you mean 'llama-3-8b'?");
		assertThat(run("count", "--shape", "llama-3-8b", "--method", "lora", "--settings", "{\"targetModules\":[\"attention-qkv\"]}").errors())
			.contains("nothing to train in llama");
	}

	@Test
	void foldsAnAdapterOfHuggingFacesIntoAPlainModel() {
		Path base = Reference.of("gpt2").folder();
		Path adapter = Reference.of("gpt2/adapters/dora").folder();
		Output output = run("export", "--adapter", adapter.toString(), "--model-folder", base.toString(), "--out", folder.resolve("merged").toString());
		assertThat(output.errors()).doesNotContain("\tat ");
		assertThat(output.exitCode()).isZero();
		assertThat(folder.resolve("merged/model.safetensors")).hasSize(base.resolve("model.safetensors").toFile().length());
		assertThat(run("export", "--adapter", folder.toString(), "--model-folder", base.toString(), "--out", "x").errors())
			.contains("adapter_config.json or method.json");
		Path prompt = Reference.of("gpt2/adapters/prompt-tuning").folder();
		assertThat(run("export", "--adapter", prompt.toString(), "--model-folder", base.toString(), "--out", folder.resolve("x").toString()).errors())
			.contains("a method whose card says that it merges");
	}

	@Test
	void saysWhatAShapeNeedsWithoutItsWeights() throws IOException {
		Path json = folder.resolve("profile.json");
		Output output = run("profile", "--model", "t5-11b", "--method", "lora", "--precision", "bf16", "--batch", "1", "--tokens", "512", "--targets", "8", "--no-speed", "--json",
				json.toString());

		assertThat(output.exitCode()).as(output.errors()).isZero();
		assertThat(output.text()).contains("training memory", "inference memory", "arithmetic").doesNotContain("measured");
		// Lialin et al. 2303.15647: about 28 GB for LoRA on T5-11B
		assertThat(Json.read(json, JsonNode.class).path("estimate").path("training").path("peakBytes").asDouble()).isBetween(25e9, 31e9);
	}

	@Test
	void refusesToProfileWhatItDoesNotKnow() {
		Output output = run("profile", "--model", "t5-12b", "--method", "lora", "--no-speed");

		assertThat(output.exitCode()).isEqualTo(ExitCode.REFUSED.code());
		assertThat(output.errors()).contains("t5-12b", "t5-11b").doesNotContain("\tat ");
	}

	private record Output(int exitCode, String text, String errors) {
	}

	private static Output run(String... arguments) {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		ByteArrayOutputStream errors = new ByteArrayOutputStream();
		int exitCode = Main.run(new PrintStream(text, true, StandardCharsets.UTF_8), new PrintStream(errors, true, StandardCharsets.UTF_8), arguments);
		return new Output(exitCode, text.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
	}

}
