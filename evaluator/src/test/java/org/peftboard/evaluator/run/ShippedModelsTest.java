package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.hub.Checksum;
import org.peftboard.evaluator.model.BaseModels;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What ships is what its recipe says; whether the recipe makes it again bit for bit takes an hour and is written in the log. */
class ShippedModelsTest {

	private static final long LARGEST_BYTES = 6_000_000;

	@TempDir
	private Path scratch;

	static List<BaseModels.Bundled> models() {
		return List.copyOf(BaseModels.REGISTRY.all());
	}

	@ParameterizedTest
	@MethodSource("models")
	void hasTheFilesOfItsReport(BaseModels.Bundled model) throws IOException {
		Path weights = model.folder().resolve("model.safetensors");
		assertThat(model.card().checksums()).containsEntry("model.safetensors", Checksum.sha256(weights))
			.containsEntry("tokenizer.json", Checksum.sha256(model.folder().resolve("tokenizer.json")));
		assertThat(Files.size(weights)).isLessThan(LARGEST_BYTES);
	}

	@ParameterizedTest
	@MethodSource("models")
	void wasMadeByTheRecipeOfItsName(BaseModels.Bundled model) throws IOException {
		Recipe recipe = Recipe.REGISTRY.get(model.id());
		JsonNode written = Json.tree("pretraining.json", Files.readString(model.folder().resolve("pretraining.json")));
		assertThat(written.path("recipe")).isEqualTo(Json.tree("recipe", Json.pretty(recipe)));
		assertThat(Json.tree("config.json", Files.readString(model.folder().resolve("config.json")))).isEqualTo(Json.tree("config", Json.pretty(recipe.config())));
	}

	@ParameterizedTest
	@MethodSource("models")
	void hasTheVocabularyOfItsCorpus(BaseModels.Bundled model) throws IOException {
		Path vocabulary = scratch.resolve("tokenizer.json");
		Recipe recipe = Recipe.REGISTRY.get(model.id());
		Pretraining.learnVocabulary(recipe).write(vocabulary, recipe.frame());
		assertThat(Files.mismatch(vocabulary, model.folder().resolve("tokenizer.json"))).isEqualTo(-1);
	}

}
