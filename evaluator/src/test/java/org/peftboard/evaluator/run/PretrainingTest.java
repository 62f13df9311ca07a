package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.hub.Checksum;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.task.mini.MiniCorpus;
import org.peftboard.evaluator.task.mini.MiniCorpus.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** Pretraining of toys: a decoder and an encoder–decoder. */
class PretrainingTest {

	private static final int VOCABULARY = 300;

	@TempDir
	private Path folder;

	private final List<String> log = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(strings = { "llama", "t5-v1.1" })
	void learnsAndWritesAModelThatLoads(String toy) throws IOException {
		pretrain(toy, folder);
		Pretraining.Report report = report(folder);
		Pretraining.StageReport last = report.stages().get(1);
		assertThat(last.heldOutLosses()).extracting(point -> point.value()).last().satisfies(loss -> assertThat(loss).isLessThan(Math.log(VOCABULARY)));
		assertThat(report.weightsSha256()).isEqualTo(Checksum.sha256(folder.resolve("model.safetensors")));
		try (Ops ops = Ops.on("cpu"); LanguageModel model = Architectures.load(folder, Adaptation.NONE, ops)) {
			assertThat(model.baseCount()).isEqualTo(report.parameters());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "llama", "t5-v1.1" })
	void goesOnWhereItStoppedAndMakesTheSameModel(String toy) throws IOException {
		pretrain(toy, folder);
		String made = report(folder).weightsSha256();
		for (String lost : List.of("stage-2.json", "stage-2.safetensors", "model.safetensors", "pretraining.json")) {
			Files.delete(folder.resolve(lost));
		}
		pretrain(toy, folder);
		assertThat(log).contains("stage 1 of 2 was finished before").doesNotContain("stage 2 of 2 was finished before");
		assertThat(report(folder).weightsSha256()).isEqualTo(made);
	}

	private static Pretraining.Report report(Path folder) {
		return Json.read(folder.resolve("pretraining.json"), Pretraining.Report.class);
	}

	private void pretrain(String toy, Path out) throws IOException {
		Map<String, Object> config = Json.map("toy", Toy.config(toy).toString());
		config.put("vocab_size", VOCABULARY);
		MiniCorpus.Mix mix = new MiniCorpus.Mix(Map.of(Kind.ECHO, 2, Kind.PURSE, 1));
		Recipe recipe = new Recipe(toy, config, VOCABULARY, 200, 2, 1, 0.1, Map.of("shared.weight", 0.5), 4, List.of(stage(mix, 1), stage(mix, 5)), 4, 32, 0.01, 0.98, 1);
		try (Ops ops = Ops.on("cpu")) {
			new Pretraining(recipe, out, log::add).run(ops);
		}
	}

	private static Recipe.Stage stage(MiniCorpus.Mix mix, long seed) {
		return new Recipe.Stage(mix, seed, seed + 1, 12, 2, 1e-2);
	}

}
