package org.peftboard.leaderboard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.References;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.peftboard.leaderboard.BoardView.Group;
import org.peftboard.leaderboard.BoardView.Relative;
import org.peftboard.leaderboard.BoardView.Scripts;
import org.peftboard.leaderboard.BoardView.Tab;
import org.peftboard.scoring.ScoreVersion;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Makes the board page's view from a query. */
@Component
class BoardViews {

	/** The sentences that the page's scripts write. */
	private static final List<String> SCRIPT_TEXTS = List.of("by", "by.reference", "move.up", "move.down", "bar.label", "tag.chance", "tag.dominated", "mark.verified", "mark.flagged",
			"ranking.shown", "ranking.compare.row", "stability.any", "stability.leader", "stability.swap", "leads.nowhere", "reason.base", "reason.missing",
			"missing.score", "missing.parameters", "missing.latency", "missing.memory", "yes", "no", "unknown", "trust.unknown", "trust.interval", "trust.runs",
			"trust.range", "trust.tied", "say.leader", "say.was", "say.still", "say.none", "say.moved", "say.new", "say.at", "say.found",
			"relative.exponential", "relative.power");

	private final BoardChoice.Reader choices;

	private final Standings standings;

	private final BoardRows.Contents contents;

	private final Trusts trusts;

	private final OtherViews others;

	private final MessageSource messages;

	BoardViews(BoardChoice.Reader choices, Standings standings, BoardRows.Contents contents, Trusts trusts, OtherViews others, MessageSource messages) {
		this.choices = choices;
		this.standings = standings;
		this.contents = contents;
		this.trusts = trusts;
		this.others = others;
		this.messages = messages;
	}

	BoardView of(BoardQuery query, Locale locale) {
		Words words = new Words(messages, locale);
		Standing standing = standings.of(query.board());
		Columns formats = standing.index().columns().in(words);
		Controls controls = new Controls(query, standing, formats, words);
		Trust trust = trusts.of(standing);
		BoardQuery.View view = query.view();
		return new BoardView(query.board(), groups(query, words), choices(query, words), query.choice().open(), views(query, words), controls.weights(), controls.filters(choices.models()),
				query.problems().stream().map(Problem::sentence).toList(), notice(standing, words), relative(query, standing, formats, words),
				view == BoardQuery.View.RANKING ? new RankingViews(query, standing, contents.of(query.board()).places(), formats, trust, words).view(controls) : null,
				view == BoardQuery.View.PLOT ? others.plot(query, standing, formats, words) : null,
				view == BoardQuery.View.TASKS ? others.matrix(query, standing, words) : null,
				view == BoardQuery.View.SCALING || view == BoardQuery.View.HISTORY ? others.chart(query, standing, words) : null,
				scripts(query, standing, formats, trust, words));
	}

	private List<Group> groups(BoardQuery query, Words words) {
		List<Group> groups = new ArrayList<>();
		for (boolean measured : List.of(true, false)) {
			List<Tab> tabs = query.choice().offered()
				.stream()
				.filter(board -> board.measured() == measured)
				.map(board -> new Tab(board.id(), board.title(), board.baseModel(), "/?board=" + board.id(), board.equals(query.board())))
				.toList();
			groups.add(new Group(words.say(measured ? "boards.measured" : "boards.published"), tabs));
		}
		return groups;
	}

	/** What narrows the choice of boards: base model, kind of tasks. */
	private List<BoardView.Select> choices(BoardQuery query, Words words) {
		List<BoardView.Choice> models = choices.models().stream().map(model -> new BoardView.Choice(model, model, model.equals(query.choice().model()))).toList();
		List<BoardView.Choice> kinds = TaskKinds.IDS.stream().map(kind -> new BoardView.Choice(kind, words.say("tasks." + kind), kind.equals(query.task()))).toList();
		return List.of(new BoardView.Select("model", words.say("filter.model"), false, models),
				new BoardView.Select("tasks", words.say("tasks.kind"), false, kinds));
	}

	private static List<Tab> views(BoardQuery query, Words words) {
		return Arrays.stream(BoardQuery.View.values())
			.map(view -> new Tab(view.id(), words.say("view." + view.id()), "", query.address().with("view", view.id()).href(), view == query.view()))
			.toList();
	}

	private static Relative relative(BoardQuery query, Standing standing, Columns formats, Words words) {
		References references = standing.references(query.score(), query.references());
		return new Relative(relativeTo(query.score(), formats, references, words), references.why(), query.relative());
	}

	private static String relativeTo(ScoreVersion score, Columns formats, References references, Words words) {
		String parameters = formats.parameters().withUnit(references.parameters(), words);
		String latency = formats.latency().withUnit(references.latency(), words);
		String memory = formats.memory().withUnit(references.memory(), words);
		return switch (score) {
			case EXPONENTIAL -> words.say("relative.exponential", parameters, latency, memory);
			case POWER -> words.say("relative.power", parameters, latency, memory, formats.latency().withUnit(references.latencyBase(), words));
		};
	}

	private static @Nullable String notice(Standing standing, Words words) {
		if (!standing.provisional()) {
			return null;
		}
		return words.say("notice.provisional", String.valueOf(standing.referenceRunsIn()), String.valueOf(standing.board().referenceRuns().size()));
	}

	private Scripts scripts(BoardQuery query, Standing standing, Columns formats, Trust trust, Words words) {
		Map<String, Object> board = new LinkedHashMap<>();
		board.put("id", query.board().id());
		board.put("measured", query.board().measured());
		board.put("language", words.locale().getLanguage());
		board.put("pageRows", BoardQuery.PAGE_ROWS);
		board.put("scores", references(standing));
		board.put("formats", formats(formats));
		board.put("families", families(standing, words));
		return new Scripts(contents.hrefOf(query.board()), contents.idsHrefOf(query.board()), trust.known() ? trusts.hrefOf(standing) : "", Json.line(board),
				Json.line(words.raw(SCRIPT_TEXTS)));
	}

	private static Map<String, Object> references(Standing standing) {
		Map<String, Object> byScore = new LinkedHashMap<>();
		for (Board.Score score : standing.board().scores()) {
			References references = standing.references(ScoreVersion.of(score.id()), ReferenceChoice.FROZEN);
			byScore.put(score.id(), references);
		}
		return byScore;
	}

	private static Map<String, Object> formats(Columns formats) {
		return Map.of("parameters", formats.parameters(), "latency", formats.latency(), "memory", formats.memory(), "adapter", Columns.ADAPTER);
	}

	private static Map<String, String> families(Standing standing, Words words) {
		Map<String, String> titles = new LinkedHashMap<>();
		standing.index().families().forEach(family -> titles.put(family, words.say("family." + family)));
		return titles;
	}

	/** A task score; an en dash where it is not known. */
	static String scoreText(@Nullable Double score) {
		return score == null ? "–" : decimals(score, 1);
	}

	/** Rounded from the exact binary value, as JavaScript's toFixed does it, so that page and script write the same digits. */
	static String decimals(double value, int digits) {
		return new BigDecimal(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
	}

}
