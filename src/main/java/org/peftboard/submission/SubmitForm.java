package org.peftboard.submission;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.account.FieldProblems;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.catalog.HardwareClasses;
import org.peftboard.evaluator.contract.Catalogue;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec.Type;
import org.peftboard.evaluator.contract.Catalogue.SuiteCard;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Draws the form of any method of the catalogue from its card. */
@Component
final class SubmitForm {

	private final EvaluatorCards cards;

	private final Boards boards;

	private final HardwareClasses hardware;

	private final Durations durations;

	private final Checker checker;

	SubmitForm(EvaluatorCards cards, Boards boards, HardwareClasses hardware, Durations durations, Checker checker) {
		this.cards = cards;
		this.boards = boards;
		this.hardware = hardware;
		this.durations = durations;
		this.checker = checker;
	}

	/** Whether there is anything to submit to. */
	boolean open() {
		return !cards.catalogue().suites().isEmpty() && !cards.catalogue().methods().isEmpty();
	}

	/** The suite that was asked for, or the first where it is not known. */
	SuiteCard suite(@Nullable String id) {
		List<SuiteCard> suites = cards.catalogue().suites();
		return suites.stream().filter(suite -> suite.id().equals(id)).findFirst().orElseGet(() -> suites.get(0));
	}

	/** What was asked for on the board that the address names; a published one, or one that is not known, changes nothing. */
	SentForm onItsBoard(SentForm sent) {
		return boards.find(sent.board()).filter(Board::measured).map(board -> sent.on(board.suite(), board.hardwareClass())).orElse(sent);
	}

	/** The architecture of a suite's base model. */
	String architecture(@Nullable String suite) {
		return cards.baseModel(suite(suite).baseModel()).architecture();
	}

	/** The method that was asked for, or where it is not known LoRA, or the first that has something to set. */
	MethodCard method(@Nullable String id) {
		List<MethodCard> methods = cards.catalogue().methods();
		return methods.stream()
			.filter(method -> method.id().equals(id))
			.findFirst()
			.or(() -> methods.stream().filter(method -> method.id().equals("lora")).findFirst())
			.orElseGet(() -> methods.get(0));
	}

	/** The page with these texts in its fields; a field that is not among them shows its default. */
	SubmitView view(SuiteCard suite, MethodCard method, SentForm sent, Map<String, List<String>> texts, List<Problem> problems, @Nullable String notice, Words words) {
		Map<String, List<String>> defaults = Values.fields(method, Map.of());
		List<SubmitView.Field> fields = method.parameters()
			.stream()
			.map(spec -> field(spec, texts.getOrDefault(spec.name(), defaults.get(spec.name())), words))
			.toList();
		int seeds = checker.usualSeeds(suite);
		String on = hardwareOf(sent);
		String usual = boards.measured(suite.id(), on)
			.flatMap(board -> durations.of(board.id(), method.id(), seeds))
			.map(time -> words.duration(Math.round(time.seconds())))
			.orElse(null);
		return new SubmitView(suite.id(), cards.catalogue().suites().stream().map(this::suiteView).toList(), methods(method), methodView(method, true),
				sent.title(), fields, presets(suite, method, on), new FieldProblems(problems), notice, usual, more(sent, seeds), on,
				hardware.all().stream().map(one -> new SubmitView.Choice(one.id(), one.title(), one.id().equals(on))).toList());
	}

	/** The class of hardware that was asked for, or the first where it is not known. */
	private String hardwareOf(SentForm sent) {
		String asked = sent.hardwareClass();
		return (asked == null ? hardware.first() : hardware.find(asked).orElseGet(hardware::first)).id();
	}

	private static SubmitView.More more(SentForm sent, int seeds) {
		String typed = sent.first("seeds");
		boolean any = sent.isSearch() || sent.anonymous() || !sent.embargoUntil().isBlank() || !typed.isBlank() && !typed.equals(String.valueOf(seeds));
		return new SubmitView.More(typed.isBlank() ? String.valueOf(seeds) : typed, seeds, Checker.MOST_SEEDS, sent.anonymous(), sent.embargoUntil(), sent.search(),
				SearchSpace.LARGEST, any);
	}

	private SubmitView.Suite suiteView(SuiteCard suite) {
		List<String> tasks = suite.tasks().stream().map(id -> cards.task(id).map(Catalogue.TaskCard::title).orElse(id)).toList();
		String protocol = cards.catalogue()
			.protocols()
			.stream()
			.filter(card -> card.id().equals(suite.protocol()))
			.map(Catalogue.ProtocolCard::description)
			.findFirst()
			.orElse(suite.protocol());
		return new SubmitView.Suite(suite.id(), suite.title(), suite.description(), cards.baseModel(suite.baseModel()).title(), String.join(", ", tasks),
				protocol);
	}

	private List<SubmitView.Method> methods(MethodCard chosen) {
		return cards.catalogue().methods().stream().map(method -> methodView(method, method.id().equals(chosen.id()))).toList();
	}

	private static SubmitView.Method methodView(MethodCard method, boolean chosen) {
		return new SubmitView.Method(method.id(), method.title(), method.family(), method.description(), method.formula(), method.paper(),
				method.paperUrl(), chosen);
	}

	private static List<SubmitView.Preset> presets(SuiteCard suite, MethodCard method, String on) {
		return method.presets().stream().map(preset -> {
			UriComponentsBuilder address = UriComponentsBuilder.fromPath("/submit").queryParam("method", method.id()).queryParam("suite", suite.id()).queryParam("hardwareClass", on);
			Values.fields(method, preset.settings()).forEach((name, texts) -> address.queryParam(name, texts.isEmpty() ? List.of("") : texts));
			return new SubmitView.Preset(preset.source(), preset.note(), address.encode().toUriString());
		}).toList();
	}

	private static SubmitView.Field field(ParameterSpec spec, List<String> texts, Words words) {
		String last = texts.isEmpty() ? "" : texts.get(texts.size() - 1);
		String kind = switch (spec.type()) {
			case INTEGER, NUMBER -> "number";
			case BOOLEAN -> "check";
			case CHOICE -> "choice";
			case CHOICES -> "choices";
		};
		List<SubmitView.Choice> choices = spec.choices()
			.stream()
			.map(choice -> new SubmitView.Choice(spec.name() + "-" + choice, choice, texts.contains(choice)))
			.toList();
		return new SubmitView.Field(spec.name(), spec.title(), spec.help(), kind, last, last.equals("true"), bound(spec.least()), bound(spec.greatest()),
				bounds(spec, words), spec.type() == Type.INTEGER ? "1" : "any", choices);
	}

	private static @Nullable String bound(@Nullable Double value) {
		return value == null ? null : Values.text(value);
	}

	private static String bounds(ParameterSpec spec, Words words) {
		if (spec.least() != null && spec.greatest() != null) {
			return words.say("submit.range", Values.text(spec.least()), Values.text(spec.greatest()));
		}
		if (spec.least() != null) {
			return words.say("submit.least", Values.text(spec.least()));
		}
		return spec.greatest() == null ? "" : words.say("submit.most", Values.text(spec.greatest()));
	}

}
