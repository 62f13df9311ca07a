package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.Costs;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.catalog.References;
import org.peftboard.evaluator.contract.Catalogue;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.language.Words;
import org.peftboard.result.BoardVersions;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.ScoreVersion;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** What a board compares, and how: its rules, references, versions and materials. */
@Controller
class BoardRulesPage {

	private final Boards boards;

	private final EvaluatorCards cards;

	private final Standings standings;

	private final Results results;

	private final BoardVersions opened;

	BoardRulesPage(Boards boards, EvaluatorCards cards, Standings standings, Results results, BoardVersions opened) {
		this.boards = boards;
		this.cards = cards;
		this.standings = standings;
		this.results = results;
		this.opened = opened;
	}

	@GetMapping("/boards/{id}")
	String page(@PathVariable String id, Words words, Model model) {
		Board board = boards.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		model.addAttribute("view", rules(board, words));
		return "leaderboard/rules";
	}

	private BoardRules rules(Board board, Words words) {
		Standing standing = standings.of(board);
		Catalogue.SuiteCard suite = board.measured() ? cards.suite(board.suite()) : null;
		List<Catalogue.TaskCard> tasks = suite == null ? List.of() : suite.tasks().stream().flatMap(task -> cards.task(task).stream()).toList();
		List<String> names = List.copyOf(new TreeSet<>(standing.rows().stream().flatMap(row -> row.facts().taskScores().keySet().stream()).toList()));
		Catalogue.ProtocolCard protocol = suite == null ? null
				: cards.catalogue().protocols().stream().filter(card -> card.id().equals(suite.protocol())).findFirst().orElse(null);
		return new BoardRules(board, standing.rows().size(), costs(board, words), references(standing, words), runs(standing), tasks, board.measured() ? List.of() : names, protocol,
				suite == null ? null : cards.baseModel(board.baseModel()), versions(board, words), materials(standing));
	}

	private static List<BoardRules.Cost> costs(Board board, Words words) {
		Costs costs = board.costs();
		return List.of(cost("α", costs.parameters(), words), cost("β", costs.latency(), words), cost("γ", costs.memory(), words));
	}

	private static BoardRules.Cost cost(String letter, Costs.Quantity quantity, Words words) {
		CostFormat format = CostFormat.of(quantity, 1e9).in(words);
		return new BoardRules.Cost(letter, format.title(), format.unit(), quantity.meaning());
	}

	private static List<BoardRules.Reference> references(Standing standing, Words words) {
		Costs costs = standing.board().costs();
		return standing.board().scores().stream().map(score -> {
			References references = standing.references(ScoreVersion.of(score.id()), ReferenceChoice.FROZEN);
			return new BoardRules.Reference(score.id(), text(costs.parameters(), references.parameters(), words), text(costs.latency(), references.latency(), words),
					text(costs.memory(), references.memory(), words), references.why());
		}).toList();
	}

	private static String text(Costs.Quantity quantity, double value, Words words) {
		return CostFormat.of(quantity, value).in(words).withUnit(value, words);
	}

	private static List<BoardRules.Run> runs(Standing standing) {
		Map<String, String> in = new TreeMap<>();
		standing.rows().stream().filter(row -> row.referenceRun() != null).forEach(row -> in.put(Objects.requireNonNull(row.referenceRun()), row.publicId()));
		return standing.board().referenceRuns().stream()
			.map(run -> new BoardRules.Run(run.title(), in.containsKey(run.id()), in.containsKey(run.id()) ? "/results/" + in.get(run.id()) : null))
			.toList();
	}

	private List<BoardRules.Version> versions(Board board, Words words) {
		List<BoardRules.Version> versions = new ArrayList<>();
		List<BoardVersions.Opened> later = opened.all();
		boards.all().stream().filter(other -> other.suite().equals(board.suite()) && other.baseModel().equals(board.baseModel()))
			.forEach(other -> versions.add(new BoardRules.Version(other.id(), other.equals(board), other.measured()
					? words.say("rules.version.measured", String.valueOf(other.rulesVersion()), other.version()) + opened(later, other, words) + frozen(other, words)
					: words.say("rules.version.published", other.version()))));
		return versions;
	}

	private static String opened(List<BoardVersions.Opened> later, Board board, Words words) {
		return later.stream()
			.filter(one -> board.id().equals(one.firstId() + "-v" + one.version()))
			.findFirst()
			.map(one -> words.say("rules.version.opened", words.day(one.at()), one.by(), one.reason()))
			.orElse("");
	}

	private String frozen(Board board, Words words) {
		return results.referencesOf(board.id()).map(references -> words.say("rules.version.frozen", words.day(references.frozenAt()))).orElse(words.say("rules.version.unfrozen"));
	}

	/** What the newest measured result says it was made with. */
	private List<BoardRules.Material> materials(Standing standing) {
		if (standing.rows().isEmpty() || !standing.board().measured()) {
			return List.of();
		}
		Result result = document(standing.rows().get(standing.rows().size() - 1));
		if (result == null) {
			return List.of();
		}
		List<BoardRules.Material> materials = new ArrayList<>();
		materials.add(new BoardRules.Material("device", result.environment().deviceName() + " (" + result.environment().device() + ")"));
		materials.add(new BoardRules.Material("system", result.environment().os() + ", JVM " + result.environment().jvm()));
		new TreeMap<>(result.environment().versions()).forEach((name, version) -> materials.add(new BoardRules.Material(name, version)));
		new TreeMap<>(result.checksums()).forEach((name, sum) -> materials.add(new BoardRules.Material(name, "SHA-256 " + sum)));
		return materials;
	}

	private @Nullable Result document(StoredResult row) {
		try {
			return results.document(row).orElse(null);
		}
		catch (Problem.Refused writtenByAnotherVersion) {
			return null;
		}
	}

}
