package org.peftboard.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.evaluator.adapter.Fit;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;
import org.peftboard.evaluator.contract.Catalogue.ProtocolCard;
import org.peftboard.evaluator.contract.Catalogue.SuiteCard;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.peftboard.evaluator.method.Methods;
import org.springframework.stereotype.Component;

/** Turns a proposal into the request that the evaluator gets, or says everything that is wrong with it. */
@Component
final class Checker {

	static final int LONGEST_TITLE = 80;

	private static final String DEVICE = "cpu";

	private final EvaluatorCards cards;

	private final Boards boards;

	Checker(EvaluatorCards cards, Boards boards) {
		this.cards = cards;
		this.boards = boards;
	}

	/**
	 * The checked form of a proposal.
	 *
	 * @throws Problem.Refused with all problems at once
	 */
	Checked check(Proposal proposal) {
		SuiteCard suite = cards.suite(proposal.suite());
		Board board = boards.measured(suite.id())
			.orElseThrow(() -> new Problem.Refused("suite", "'" + suite.id() + "'", "a suite that a board ranks by"));
		MethodCard method = cards.method(proposal.setting().id());
		List<Problem> problems = new ArrayList<>(titleProblems(proposal.title()));
		problems.addAll(SettingsCheck.problems(method, proposal.setting().settings()));
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
		MethodSetting complete = SettingsCheck.complete(method, proposal.setting());
		requireFits(suite, complete);
		String title = proposal.title().isBlank() ? title(method, complete) : proposal.title().strip();
		return new Checked(board, title, request(suite, complete));
	}

	/** Counts the method on the base model, which refuses what finds nothing to adapt. A catalogue without shapes leaves that to the evaluator. */
	private void requireFits(SuiteCard suite, MethodSetting complete) {
		Map<String, Object> config = cards.baseModel(suite.baseModel()).config();
		if (!config.isEmpty() && !complete.id().equals(Methods.NONE)) {
			Fit.of(config, complete);
		}
	}

	private Request request(SuiteCard suite, MethodSetting setting) {
		return new Request(Request.VERSION, suite.baseModel(), setting, suite.tasks(), suite.protocol(), seeds(suite.protocol()), DEVICE);
	}

	/** The protocol's own seeds: submissions may not shop for lucky ones. */
	private List<Long> seeds(String protocol) {
		return cards.catalogue()
			.protocols()
			.stream()
			.filter(card -> card.id().equals(protocol))
			.findFirst()
			.map(Checker::seeds)
			.orElseThrow(() -> new Problem.Refused("protocol", "'" + protocol + "'", "a protocol of the catalogue"));
	}

	private static List<Long> seeds(ProtocolCard protocol) {
		return protocol.settings().get("seeds") instanceof List<?> seeds ? seeds.stream().map(seed -> ((Number) seed).longValue()).toList() : List.of(0L);
	}

	private static List<Problem> titleProblems(String title) {
		if (title.strip().length() > LONGEST_TITLE) {
			return List.of(new Problem("title", title.strip().length() + " characters", "at most " + LONGEST_TITLE));
		}
		boolean printable = title.strip().codePoints().noneMatch(Checker::unprintable);
		return printable ? List.of() : List.of(new Problem("title", "a character that cannot be printed", "letters, digits and signs"));
	}

	private static boolean unprintable(int codePoint) {
		int type = Character.getType(codePoint);
		return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE || type == Character.UNASSIGNED
				|| type == Character.PRIVATE_USE || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
	}

	/** {@code LoRA, rank 16, dropout 0.1}: the method and what differs from its defaults. */
	static String title(MethodCard method, MethodSetting complete) {
		Map<String, Object> defaults = SettingsCheck.complete(method, new MethodSetting(method.id(), Map.of())).settings();
		List<String> parts = new ArrayList<>(List.of(method.title()));
		for (ParameterSpec spec : method.parameters()) {
			Object value = complete.settings().get(spec.name());
			if (!Objects.equals(value, defaults.get(spec.name()))) {
				parts.add(spec.title().toLowerCase() + " " + Values.text(value));
			}
		}
		if (parts.size() == 1 && !method.parameters().isEmpty()) {
			parts.add("default settings");
		}
		String title = String.join(", ", parts);
		return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + "…";
	}

	/** A proposal that can be measured. */
	record Checked(Board board, String title, Request request) {
	}

}
