package org.peftboard.submission;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec.Type;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.SettingsCheck;

import static org.assertj.core.api.Assertions.assertThat;

class ValuesTest {

	private static final MethodCard CARD = new MethodCard("m", "Method", "additive", "", "", null, null,
			List.of(new ParameterSpec("rank", "Rank", Type.INTEGER, 1.0, 512.0, List.of(), 8, ""),
					new ParameterSpec("rate", "Rate", Type.NUMBER, 1e-7, 1.0, List.of(), 0.005, ""),
					new ParameterSpec("scaled", "Scaled", Type.BOOLEAN, null, null, List.of(), false, ""),
					new ParameterSpec("kind", "Kind", Type.CHOICE, null, null, List.of("a", "b"), "a", ""),
					new ParameterSpec("modules", "Modules", Type.CHOICES, null, null, List.of("q", "k", "v"), List.of("q", "v"), "")),
			true, "X", true, List.of());

	private static List<String> problems(Map<String, List<String>> fields) {
		return SettingsCheck.problems(CARD, Values.read(CARD, fields)).stream().map(Problem::sentence).toList();
	}

	@Test
	void readsEveryKindOfField() {
		Map<String, List<String>> fields = Map.of("rank", List.of(" 16 "), "rate", List.of("1e-3"), "scaled", List.of("false", "true"), "kind",
				List.of("b"), "modules", List.of("", "v", "k"));
		assertThat(Values.read(CARD, fields)).isEqualTo(Map.of("rank", new BigDecimal("16"), "rate", new BigDecimal("1e-3"), "scaled", true, "kind", "b",
				"modules", List.of("v", "k")));
		assertThat(problems(fields)).isEmpty();
	}

	@Test
	void takesATickThatIsNotSetForFalse() {
		assertThat(Values.read(CARD, Map.of("scaled", List.of("false")))).isEqualTo(Map.of("scaled", false));
	}

	@Test
	void keepsWhatIsNoNumberForTheCheckToName() {
		assertThat(problems(Map.of("rank", List.of("eight")))).containsExactly("rank: got 'eight', need a whole number, 1 to 512");
		assertThat(problems(Map.of("rank", List.of("0x10")))).hasSize(1);
		assertThat(problems(Map.of("rate", List.of("NaN")))).hasSize(1);
		assertThat(problems(Map.of("rate", List.of("1e999999999")))).hasSize(1);
		assertThat(problems(Map.of("rank", List.of("9".repeat(100_000))))).hasSize(1);
	}

	@Test
	void takesAnEmptyFieldForAMissingValueAndNoFieldForTheDefault() {
		assertThat(problems(Map.of("rank", List.of("")))).containsExactly("rank: got '', need a whole number, 1 to 512");
		assertThat(problems(Map.of("modules", List.of("")))).containsExactly("modules: got [], need a list with at least one of: q, k, v");
		assertThat(problems(Map.of())).isEmpty();
	}

	@Test
	void namesAFieldThatTheMethodDoesNotHave() {
		assertThat(problems(Map.of("rnak", List.of("8")))).singleElement().asString().contains("unknown key 'rnak'").contains("Did you mean 'rank'?");
	}

	@Test
	void showsDefaultsWhereNothingIsSet() {
		assertThat(Values.fields(CARD, Map.of("rank", 4))).containsEntry("rank", List.of("4"))
			.containsEntry("rate", List.of("0.005"))
			.containsEntry("modules", List.of("q", "v"));
	}

	@Test
	void writesNumbersAsPeopleDo() {
		assertThat(List.of(Values.text(16.0), Values.text(0.05), Values.text(1e-5), Values.text(4.7e12), Values.text(0.0), Values.text(8L)))
			.containsExactly("16", "0.05", "0.00001", "4.7e+12", "0", "8");
	}

	@Test
	void namesARowByWhatDiffersFromTheDefaults() {
		assertThat(Checker.title(CARD, SettingsCheck.complete(CARD, new MethodSetting("m", Map.of())))).isEqualTo("Method, default settings");
		assertThat(Checker.title(CARD, SettingsCheck.complete(CARD, new MethodSetting("m", Map.of("rank", 8, "rate", 0.01, "modules", List.of("k"))))))
			.isEqualTo("Method, rate 0.01, modules k");
	}

}
