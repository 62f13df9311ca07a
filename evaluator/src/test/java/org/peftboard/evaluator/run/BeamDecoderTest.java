package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftboard.evaluator.Reference;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.Ops;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against Hugging Face's beam search; {@code beams.json} is made by {@code make_beams.py} beside it. */
class BeamDecoderTest {

	static Stream<Arguments> cases() throws IOException {
		try (var in = BeamDecoderTest.class.getResourceAsStream("beams.json")) {
			JsonNode all = Json.tree("beams.json", new String(in.readAllBytes(), StandardCharsets.UTF_8)).path("cases");
			return StreamSupport.stream(all.spliterator(), false)
				.map(one -> Arguments.of(one.path("model").asString(), one.path("beams").asInt(), one.path("lengthPenalty").asDouble(), one))
				.toList()
				.stream();
		}
	}

	@ParameterizedTest(name = "{0}, {1} beams, penalty {2}")
	@MethodSource("cases")
	void answersAsHuggingFaceDoes(String name, int beams, double penalty, JsonNode expected) {
		BeamDecoder.Settings settings = new BeamDecoder.Settings(beams, expected.path("maxNewTokens").asInt(), penalty, ends(expected), 0);
		try (Ops ops = Ops.on("cpu"); LanguageModel model = Architectures.load(Reference.of(name).folder(), Adaptation.NONE, ops)) {
			List<int[]> answers = new BeamDecoder(model, settings, () -> false).decode(rows(expected.path("prompts")));
			assertThat(answers).containsExactlyElementsOf(rows(expected.path("answers")));
		}
	}

	private static Set<Integer> ends(JsonNode expected) {
		return StreamSupport.stream(expected.path("ends").spliterator(), false).map(JsonNode::asInt).collect(Collectors.toSet());
	}

	private static List<int[]> rows(JsonNode lists) {
		List<int[]> rows = new ArrayList<>();
		for (JsonNode list : lists) {
			rows.add(StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::asInt).toArray());
		}
		return rows;
	}

	@Test
	void oneBeamIsGreedy() {
		try (Ops ops = Ops.on("cpu"); LanguageModel model = Toy.llama(ops, Adaptation.NONE, 5, true)) {
			List<int[]> prompts = List.of(new int[] { 5, 9, 13 }, new int[] { 21, 8 });
			BeamDecoder.Settings settings = new BeamDecoder.Settings(1, 9, 1, Set.of(Tokens.END), Tokens.PADDING);
			List<int[]> greedy = new GreedyDecoder(model, EncodedTaskTest.SPECIAL, 9, () -> false).decode(prompts);
			assertThat(new BeamDecoder(model, settings, () -> false).decode(prompts)).containsExactlyElementsOf(greedy);
		}
	}

	@Test
	void endsWhenAskedTo() {
		try (Ops ops = Ops.on("cpu"); LanguageModel model = Toy.llama(ops, Adaptation.NONE, 5, true)) {
			BeamDecoder decoder = new BeamDecoder(model, new BeamDecoder.Settings(2, 5, 1, Set.of(2), 0), () -> true);
			assertThatThrownBy(() -> decoder.decode(List.of(new int[] { 5 }))).isInstanceOf(Interrupted.class);
		}
	}

}
