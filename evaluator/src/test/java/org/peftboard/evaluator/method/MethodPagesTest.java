package org.peftboard.evaluator.method;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.adapter.Fit;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.peftboard.evaluator.model.Shapes;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/methods.md} is drawn from the cards; {@code -Dgolden.update=true} writes it anew. */
class MethodPagesTest {

	private static final Path PAGE = Path.of("../docs/methods.md");

	@Test
	void thePageOfMethodsIsDrawnFromTheCards() throws IOException {
		String page = page();
		if (Boolean.getBoolean("golden.update")) {
			Files.writeString(PAGE, page);
		}
		assertThat(Files.readString(PAGE)).isEqualTo(page);
	}

	private static String page() {
		String methods = Methods.REGISTRY.all().stream().map(PeftMethod::card).map(MethodPagesTest::section).collect(Collectors.joining("\n"));
		return "# Methods\n\nDrawn from the cards of the registry (`MethodPagesTest`). *Merges*: the trained adapter folds into the base weights. Parameter counts are with\n"
				+ "default settings, from the shape alone (`evaluator count`).\n\n" + methods;
	}

	private static String section(MethodCard card) {
		StringBuilder text = new StringBuilder("## %s (`%s`)\n\n%s\n\n".formatted(card.title(), card.id(), card.description()));
		text.append("- %s · %s · Hugging Face PEFT: %s\n".formatted(card.family(), card.mergeable() ? "merges" : "stays beside the weights", card.peftType()));
		text.append("- `%s`%s\n".formatted(card.formula(), card.startsAsBase() ? "; starts as the base model" : "; does not start as the base model"));
		if (card.paperUrl() != null) {
			text.append("- [%s](%s)\n".formatted(card.paper(), card.paperUrl()));
		}
		text.append("- trainable on Llama 3 8B: %s · on T5 Large: %s\n".formatted(count(card, "llama-3-8b"), count(card, "t5-large")));
		if (!card.parameters().isEmpty()) {
			text.append("\n| setting | default | bounds | meaning |\n|---|---|---|---|\n");
			card.parameters().forEach(spec -> text.append("| `%s` | %s | %s | %s |\n".formatted(spec.name(), shown(spec.defaultValue()), bounds(spec), spec.help())));
		}
		if (!card.presets().isEmpty()) {
			text.append("\nPresets:\n\n");
			card.presets().forEach(preset -> text.append(preset(preset)));
		}
		return text.toString();
	}

	private static String preset(Preset preset) {
		String settings = preset.settings().isEmpty() ? "the defaults" : "`" + Json.line(new TreeMap<>(preset.settings())) + "`";
		return "- %s: %s%s\n".formatted(preset.source(), settings, preset.note().isEmpty() ? "" : ". " + preset.note());
	}

	private static String count(MethodCard card, String shape) {
		try {
			MethodSetting setting = SettingsCheck.complete(card, new MethodSetting(card.id(), Map.of()));
			return String.format(Locale.ROOT, "%,d", Fit.of(Shapes.REGISTRY.get(shape).config(), setting).trainableParameters());
		}
		catch (Problem.Refused refused) {
			return "0";
		}
	}

	private static String bounds(ParameterSpec spec) {
		return switch (spec.type()) {
			case INTEGER, NUMBER -> shown(spec.least()) + " to " + shown(spec.greatest());
			case BOOLEAN -> "true or false";
			case CHOICE -> String.join(", ", spec.choices());
			case CHOICES -> (spec.least() == 0 ? "any of " : "some of ") + String.join(", ", spec.choices());
		};
	}

	private static String shown(Object value) {
		return value instanceof Double number && number == Math.rint(number) ? String.valueOf(number.longValue()) : String.valueOf(value);
	}

}
