package org.peftboard.evaluator.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonTest {

	private static final String REQUEST = """
			{"version":2,"baseModel":"mini","method":{"id":"lora","settings":{"rank":8,"targetModules":["attention-query"]}},
			"tasks":["a"],"protocol":"mini.1","seeds":[7],"device":"cpu"}""";

	@Test
	void readsBackWhatItWrites() {
		Request request = new Request(2, "mini", new MethodSetting("lora", Map.of("rank", 8, "dropout", 0.05)), List.of("a", "b"), "mini.1", List.of(3L, 4L), "cpu");
		assertThat(Json.read("request", Json.line(request), Request.class)).isEqualTo(request);
	}

	@Test
	void refusesAnUnknownKeyByNameWithASuggestion() {
		assertThatThrownBy(() -> Json.read("request.json", REQUEST.replace("\"seeds\"", "\"seads\""), Request.class))
			.isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("unknown key 'seads'")
			.hasMessageContaining("Did you mean 'seeds'?");
	}

	@Test
	void refusesADoubleKey() {
		assertThatThrownBy(() -> Json.read("request.json", REQUEST.replace("\"seeds\":[7]", "\"seeds\":[7],\"seeds\":[8]"), Request.class))
			.isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("seed");
	}

	@Test
	void refusesWhatIsMissing() {
		assertThatThrownBy(() -> Json.read("request.json", REQUEST.replace("\"protocol\":\"mini.1\",", ""), Request.class))
			.isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("request.json.protocol: got nothing");
		assertThatThrownBy(() -> Json.read("request.json", REQUEST.replace("\"seeds\":[7],", ""), Request.class))
			.isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("seed");
	}

	@Test
	void refusesTextThatIsNotJsonNamingThePlace() {
		assertThatThrownBy(() -> Json.read("request.json", "{\"version\": 1,\n oops", Request.class)).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("line 2");
		assertThatThrownBy(() -> Json.read("request.json", REQUEST + " more", Request.class)).isInstanceOf(Problem.Refused.class);
	}

	@Test
	void refusesNestingThatIsTooDeep() {
		String deep = "[".repeat(40) + "]".repeat(40);
		assertThatThrownBy(() -> Json.read("request.json", REQUEST.replace("[\"attention-query\"]", deep), Request.class))
			.isInstanceOf(Problem.Refused.class);
	}

	@Test
	void refusesAFileThatDoesNotExist(@TempDir Path folder) {
		assertThatThrownBy(() -> Json.read(folder.resolve("none.json"), Request.class)).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("a file that exists");
	}

	@Test
	void leavesNothingHalfWritten(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("progress.json");
		Json.write(file, Map.of("a", 1));
		assertThat(Files.list(folder)).containsExactly(file);
		assertThat(Files.readString(file)).isEqualTo("{\n  \"a\" : 1\n}\n");
	}

}
