package org.peftboard.evaluator.contract;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec.Type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsCheckTest {

	private static final MethodCard CARD = new MethodCard("lora", "LoRA", "reparametrised", "", "", null, null,
			List.of(spec("rank", Type.INTEGER, 1.0, 512.0, List.of(), 8), spec("alpha", Type.NUMBER, 0.0, null, List.of(), 16),
					spec("dropout", Type.NUMBER, 0.0, 0.9, List.of(), 0.0), spec("rankStabilised", Type.BOOLEAN, null, null, List.of(), false),
					spec("initialisation", Type.CHOICE, null, null, List.of("normal", "uniform"), "normal"),
					spec("targetModules", Type.CHOICES, null, null, List.of("attention-query", "attention-key", "attention-value"),
							List.of("attention-query", "attention-value"))),
			true, "LORA", true, List.of());

	private static ParameterSpec spec(String name, Type type, @Nullable Double least, @Nullable Double greatest, List<String> choices, Object value) {
		return new ParameterSpec(name, name, type, least, greatest, choices, value, "");
	}

	private static List<String> sentences(Map<String, ?> settings) {
		return SettingsCheck.problems(CARD, settings).stream().map(Problem::sentence).toList();
	}

	@Test
	void acceptsNothingAndGivesTheDefaults() {
		assertThat(sentences(Map.of())).isEmpty();
		assertThat(SettingsCheck.complete(CARD, new MethodSetting("lora", Map.of())).settings()).isEqualTo(Map.of("rank", 8L, "alpha", 16.0, "dropout",
				0.0, "rankStabilised", false, "initialisation", "normal", "targetModules", List.of("attention-query", "attention-value")));
	}

	@Test
	void acceptsTheBoundsThemselves() {
		assertThat(sentences(Map.of("rank", 1, "alpha", 0, "dropout", 0.9))).isEmpty();
		assertThat(sentences(Map.of("rank", 512L, "alpha", 1e9, "dropout", 0))).isEmpty();
	}

	@Test
	void rejectsRankZero() {
		assertThat(sentences(Map.of("rank", 0))).containsExactly("rank: got 0, need a whole number, 1 to 512");
	}

	@Test
	void rejectsRankOneMillion() {
		assertThat(sentences(Map.of("rank", 1_000_000))).containsExactly("rank: got 1000000, need a whole number, 1 to 512");
	}

	@Test
	void rejectsAFractionAndAWordAndNothingForAWholeNumber() {
		assertThat(sentences(Map.of("rank", 8.5))).containsExactly("rank: got 8.5, need a whole number, 1 to 512");
		assertThat(sentences(Map.of("rank", "8"))).containsExactly("rank: got '8', need a whole number, 1 to 512");
		assertThat(sentences(Map.of("rank", List.of(8)))).containsExactly("rank: got [8], need a whole number, 1 to 512");
		assertThat(sentences(Collections.singletonMap("rank", null))).containsExactly("rank: got nothing, need a whole number, 1 to 512");
	}

	@ParameterizedTest
	@ValueSource(doubles = { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY })
	void rejectsWhatIsNotFinite(double value) {
		assertThat(sentences(Map.of("alpha", value))).containsExactly("alpha: got " + value + ", need a number, at least 0");
	}

	@Test
	void takesAWholeNumberHoweverWritten() {
		assertThat(SettingsCheck.complete(CARD, new MethodSetting("lora", Map.of("rank", 4.0, "alpha", 32))).settings()).containsEntry("rank", 4L)
			.containsEntry("alpha", 32.0);
	}

	@Test
	void rejectsAnUnknownKeyByNameWithASuggestion() {
		assertThat(sentences(Map.of("rnak", 8))).singleElement()
			.asString()
			.startsWith("settings: got unknown key 'rnak', need one of: rank, alpha")
			.endsWith("Did you mean 'rank'?");
	}

	@Test
	void saysThatAMethodHasNoSettings() {
		MethodCard none = new MethodCard("none", "No training", "baseline", "", "", null, null, List.of(), false, "none", true, List.of());
		assertThat(SettingsCheck.problems(none, Map.of("rank", 1)).get(0).need()).isEqualTo("no settings: 'none' has none");
	}

	@Test
	void rejectsAnUnknownChoice() {
		assertThat(sentences(Map.of("initialisation", "nomal")))
			.containsExactly("initialisation: got 'nomal', need one of: normal, uniform. Did you mean 'normal'?");
		assertThat(sentences(Map.of("targetModules", List.of("attention-qurey", "attention-key")))).singleElement()
			.asString()
			.contains("'attention-qurey'")
			.endsWith("Did you mean 'attention-query'?");
	}

	@Test
	void rejectsNoChoiceAndTheSameChoiceTwice() {
		assertThat(sentences(Map.of("targetModules", List.of()))).singleElement().asString().contains("at least one of: attention-query");
		assertThat(sentences(Map.of("targetModules", Arrays.asList("attention-key", "attention-key"))))
			.containsExactly("targetModules: got 'attention-key' twice, need each choice once");
	}

	@Test
	void putsChoicesIntoTheOrderOfTheCard() {
		MethodSetting setting = new MethodSetting("lora", Map.of("targetModules", List.of("attention-value", "attention-query")));
		assertThat(SettingsCheck.complete(CARD, setting).settings()).containsEntry("targetModules", List.of("attention-query", "attention-value"));
	}

	@Test
	void givesAllProblemsAtOnce() {
		assertThat(sentences(Map.of("rank", 0, "dropout", 1, "rankStabilised", "yes", "alhpa", 1))).hasSize(4);
		assertThatThrownBy(() -> SettingsCheck.complete(CARD, new MethodSetting("lora", Map.of("rank", 0, "dropout", 1))))
			.isInstanceOfSatisfying(Problem.Refused.class, refused -> assertThat(refused.problems()).hasSize(2));
	}

}
