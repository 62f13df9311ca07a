package org.peftboard.submission;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.catalog.HardwareClass;
import org.peftboard.catalog.HardwareClasses;
import org.peftboard.evaluator.adapter.AdapterFile;
import org.peftboard.evaluator.adapter.Fit;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;
import org.peftboard.evaluator.contract.Catalogue.ProtocolCard;
import org.peftboard.evaluator.contract.Catalogue.SuiteCard;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.result.BoardVersions;
import org.springframework.stereotype.Component;

/** Turns a proposal into the request that the evaluator gets, or says everything that is wrong with it. */
@Component
final class Checker {

	static final int LONGEST_TITLE = 80;

	/** Ends the title of every row that was not trained here, wherever the title stands. */
	static final String UPLOADED = " (uploaded adapter, not trained here)";

	/** More cost much and tell little more. */
	static final int MOST_SEEDS = 10;

	static final int LONGEST_EMBARGO_DAYS = 366;

	private final EvaluatorCards cards;

	private final Boards boards;

	private final BoardVersions versions;

	private final HardwareClasses hardware;

	private final Clock clock;

	Checker(EvaluatorCards cards, Boards boards, BoardVersions versions, HardwareClasses hardware, Clock clock) {
		this.cards = cards;
		this.boards = boards;
		this.versions = versions;
		this.hardware = hardware;
		this.clock = clock;
	}

	/**
	 * The checked form of a proposal.
	 *
	 * @throws Problem.Refused with all problems at once
	 */
	Checked check(Proposal proposal) {
		versions.refresh();
		SuiteCard suite = cards.suite(proposal.suite());
		HardwareClass on = proposal.hardwareClass() == null ? hardware.first() : hardware.get("hardwareClass", proposal.hardwareClass());
		Board board = boards.measured(suite.id(), on.id())
			.orElseThrow(() -> new Problem.Refused("suite", "'" + suite.id() + "'", "a suite that a board ranks by"));
		MethodCard method = cards.method(proposal.setting().id());
		List<Problem> problems = new ArrayList<>(titleProblems(proposal.title()));
		problems.addAll(SettingsCheck.problems(method, proposal.setting().settings()));
		problems.addAll(proposal.adapter() == null ? seedProblems(suite, proposal.seeds()) : adapterProblems(proposal));
		problems.addAll(embargoProblems(proposal.embargoUntil()));
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
		MethodSetting complete = SettingsCheck.complete(method, proposal.setting());
		requireFits(suite, complete, proposal.adapter());
		return new Checked(board, title(proposal, method, complete), request(suite, complete, proposal, on.requestDevice()), new Terms(proposal.anonymous(),
				embargo(proposal.embargoUntil())));
	}

	private static String title(Proposal proposal, MethodCard method, MethodSetting complete) {
		String given = proposal.title().strip();
		String title = given.isEmpty() ? title(method, complete) : given;
		return proposal.adapter() == null ? title : title + UPLOADED;
	}

	/** Nothing is drawn where nothing is trained, so there is one run. */
	private static List<Problem> adapterProblems(Proposal proposal) {
		List<Problem> problems = new ArrayList<>();
		if (proposal.seeds() != null && proposal.seeds() > 1) {
			problems.add(new Problem("seeds", String.valueOf(proposal.seeds()), "1: nothing is trained where an adapter is uploaded, so nothing depends on the seed"));
		}
		if (proposal.setting().id().equals(Methods.NONE)) {
			problems.add(new Problem("method", Methods.NONE, "the method that the uploaded adapter is of"));
		}
		return problems;
	}

	private List<Problem> seedProblems(SuiteCard suite, @Nullable Integer seeds) {
		int least = protocolSeeds(suite).size();
		boolean right = seeds == null || seeds >= least && seeds <= MOST_SEEDS;
		return right ? List.of() : List.of(new Problem("seeds", String.valueOf(seeds), least + " to " + MOST_SEEDS + " seeds; the protocol has " + least));
	}

	/** Refuses a board that is not there any more. */
	Board board(String id) {
		return boards.get(id);
	}

	/** How many seeds the suite's protocol has. */
	int usualSeeds(SuiteCard suite) {
		return protocolSeeds(suite).size();
	}

	private List<Problem> embargoProblems(String day) {
		if (day.isBlank()) {
			return List.of();
		}
		LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
		String need = "a day of " + today.plusDays(1) + " to " + today.plusDays(LONGEST_EMBARGO_DAYS);
		try {
			LocalDate until = LocalDate.parse(day.strip());
			boolean right = until.isAfter(today) && !until.isAfter(today.plusDays(LONGEST_EMBARGO_DAYS));
			return right ? List.of() : List.of(new Problem("embargoUntil", until.toString(), need));
		}
		catch (DateTimeParseException notADay) {
			return List.of(new Problem("embargoUntil", "'" + day + "'", need));
		}
	}

	private static @Nullable Instant embargo(String day) {
		return day.isBlank() ? null : LocalDate.parse(day.strip()).atStartOfDay(ZoneOffset.UTC).toInstant();
	}

	/** Counts the method on the base model, which refuses what finds nothing to adapt. A catalogue without shapes leaves that to the evaluator. */
	private void requireFits(SuiteCard suite, MethodSetting complete, @Nullable UploadedAdapter adapter) {
		Map<String, Object> config = cards.baseModel(suite.baseModel()).config();
		if (!config.isEmpty() && !complete.id().equals(Methods.NONE)) {
			Fit.of(config, complete);
			List<Problem> problems = adapter == null ? List.of() : AdapterFile.problems(adapter.shapes(), Json.tree("config.json", Json.line(config)), complete);
			if (!problems.isEmpty()) {
				throw new Problem.Refused(problems);
			}
		}
	}

	private Request request(SuiteCard suite, MethodSetting setting, Proposal proposal, String device) {
		UploadedAdapter adapter = proposal.adapter();
		List<Long> own = protocolSeeds(suite);
		List<Long> seeds = adapter == null ? seeds(own, proposal.seeds()) : own.subList(0, 1);
		return new Request(Request.VERSION, suite.baseModel(), setting, suite.tasks(), suite.protocol(), seeds, device, adapter == null ? null : adapter.sha256());
	}

	/** The protocol's own seeds, then the least numbers that are not among them: submissions may not shop for lucky ones. */
	private static List<Long> seeds(List<Long> own, @Nullable Integer count) {
		List<Long> seeds = new ArrayList<>(own);
		for (long next = 0; count != null && seeds.size() < count; next++) {
			if (!seeds.contains(next)) {
				seeds.add(next);
			}
		}
		return List.copyOf(seeds);
	}

	private List<Long> protocolSeeds(SuiteCard suite) {
		String protocol = suite.protocol();
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

	static boolean unprintable(int codePoint) {
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
	record Checked(Board board, String title, Request request, Terms terms) {
	}

}
