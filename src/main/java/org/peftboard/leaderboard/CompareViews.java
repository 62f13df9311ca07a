package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.Ranking;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weights;
import org.springframework.stereotype.Component;

/** Puts results side by side. */
@Component
class CompareViews {

	static final int MOST = 6;

	private static final int LONGEST_ID = 20;

	private final Results results;

	private final Boards boards;

	private final Standings standings;

	private final Trusts trusts;

	private final PairedTests tests;

	CompareViews(Results results, Boards boards, Standings standings, Trusts trusts, PairedTests tests) {
		this.results = results;
		this.boards = boards;
		this.standings = standings;
		this.trusts = trusts;
		this.tests = tests;
	}

	CompareView of(List<String> ids, Words words) {
		List<String> problems = new ArrayList<>();
		List<StoredResult> rows = rows(ids, problems);
		Set<String> onBoards = rows.stream().map(StoredResult::boardId).collect(Collectors.toCollection(LinkedHashSet::new));
		Board board = onBoards.size() == 1 ? boards.find(onBoards.iterator().next()).orElse(null) : null;
		String apart = onBoards.size() > 1 ? apart(rows, words) : null;
		List<CompareView.Test> tested = board == null ? List.of() : tests.of(rows, words);
		String untested = !tested.isEmpty() ? null : words.say(apart != null ? "compare.untested.apart" : "compare.untested");
		return new CompareView(cards(rows, words), problems, apart, board == null ? List.of() : quantities(board, rows, words), tasks(rows),
				board == null || rows.size() < 2 ? null : slopes(board, rows, words), settings(rows, words), tested, rows.size() < 2 ? null : untested);
	}

	private List<StoredResult> rows(List<String> ids, List<String> problems) {
		if (ids.size() > MOST) {
			problems.add(new Problem("ids", ids.size() + " results", "two to six; the first six are shown").sentence());
		}
		List<StoredResult> rows = new ArrayList<>();
		for (String id : ids.stream().limit(MOST).toList()) {
			(id.length() > LONGEST_ID ? Optional.<StoredResult>empty() : results.find(id)).ifPresentOrElse(rows::add,
					() -> problems.add(new Problem("ids", "'" + id + "'", "ids of results, as their pages have them").sentence()));
		}
		return rows;
	}

	/** What keeps rows of several boards out of one ranking. */
	private String apart(List<StoredResult> rows, Words words) {
		List<String> differences = new ArrayList<>();
		Map<String, Function<StoredResult, String>> parts = new LinkedHashMap<>();
		parts.put("provenance", row -> row.provenance().name());
		parts.put("model", StoredResult::baseModel);
		parts.put("hardware", StoredResult::hardwareClass);
		parts.put("tasks", row -> boards.find(row.boardId()).map(Board::suite).orElse(row.boardId()));
		parts.forEach((name, value) -> {
			if (rows.stream().map(value).distinct().count() > 1) {
				differences.add(words.say("compare.apart." + name));
			}
		});
		return words.say("compare.apart", differences.isEmpty() ? words.say("compare.apart.version") : String.join(", ", differences));
	}

	private static String letter(int index) {
		return String.valueOf((char) ('A' + index));
	}

	private List<CompareView.Row> cards(List<StoredResult> rows, Words words) {
		return IntStream.range(0, rows.size()).mapToObj(index -> card(rows.get(index), index, words)).toList();
	}

	private CompareView.Row card(StoredResult row, int index, Words words) {
		Board board = boards.find(row.boardId()).orElse(null);
		Ranking.Place place = board == null ? null : ranking(board, Weights.DEFAULT).get(row.publicId());
		return new CompareView.Row(row.publicId(), letter(index), index, row.title(), row.family(), words.say("family." + row.family()),
				board == null ? row.boardId() : board.title(), board == null ? "/" : "/?board=" + board.id(),
				place == null ? "–" : String.valueOf(place.rank()), place == null ? "–" : BoardViews.decimals(place.pscp(), 2));
	}

	private Map<String, Ranking.Place> ranking(Board board, Weights weights) {
		ScoreVersion score = ScoreVersion.of(board.scores().get(0).id());
		return standings.of(board).ranking(score, ReferenceChoice.FROZEN, weights).places().stream()
			.collect(Collectors.toMap(Ranking.Place::id, Function.identity()));
	}

	private List<CompareView.Quantity> quantities(Board board, List<StoredResult> rows, Words words) {
		Standing standing = standings.of(board);
		Columns formats = standing.index().columns().in(words);
		Trust trust = trusts.of(standing);
		CostFormat points = new CostFormat(words.say("column.score"), "", 1, 1);
		CostFormat adapter = new CostFormat(words.say("column.adapter"), "MB", 1e6, 1);
		return List.of(quantity(points, rows, StoredResult::score, row -> interval(trust, row, Trust.Row::score, points, words), words),
				quantity(formats.parameters(), rows, StoredResult::parameterCost, row -> "", words),
				quantity(formats.latency(), rows, StoredResult::latencyCost, row -> interval(trust, row, Trust.Row::latency, formats.latency(), words), words),
				quantity(formats.memory(), rows, StoredResult::memoryCost, row -> words.say("trust.unknown"), words),
				quantity(adapter, rows, row -> row.facts().adapterBytes() == null ? null : row.facts().adapterBytes().doubleValue(), row -> "", words));
	}

	private static String interval(Trust trust, StoredResult row, Function<Trust.Row, Trust.@Nullable Ends> part, CostFormat format, Words words) {
		Trust.Row known = trust.rows().get(row.publicId());
		Trust.Ends ends = known == null ? null : part.apply(known);
		return ends == null ? words.say("trust.unknown") : words.say("trust.interval", words.number(format.number(ends.low())), words.number(format.number(ends.high())));
	}

	private static CompareView.Quantity quantity(CostFormat format, List<StoredResult> rows, Function<StoredResult, @Nullable Double> value,
			Function<StoredResult, String> interval, Words words) {
		double largest = rows.stream().map(value).filter(Objects::nonNull).mapToDouble(Double::doubleValue).max().orElse(0);
		List<CompareView.Bar> bars = new ArrayList<>();
		for (int index = 0; index < rows.size(); index++) {
			Double amount = value.apply(rows.get(index));
			bars.add(new CompareView.Bar(letter(index), index, amount == null || largest == 0 ? 0 : Scale.rounded(100 * amount / largest),
					words.number(format.number(amount)), amount == null ? words.say("unknown") : interval.apply(rows.get(index))));
		}
		return new CompareView.Quantity(format.heading(), bars);
	}

	private static List<CompareView.Task> tasks(List<StoredResult> rows) {
		Set<String> names = new LinkedHashSet<>();
		rows.forEach(row -> names.addAll(row.facts().taskScores().keySet()));
		return names.stream().map(name -> {
			double best = rows.stream().map(row -> row.facts().taskScores().get(name)).filter(Objects::nonNull).mapToDouble(Double::doubleValue).max().orElse(0);
			return new CompareView.Task(name, rows.stream().map(row -> row.facts().taskScores().get(name))
				.map(score -> new CompareView.Score(BoardViews.scoreText(score), score != null && score == best && rows.size() > 1))
				.toList());
		}).toList();
	}

	private CompareView.@Nullable Slopes slopes(Board board, List<StoredResult> rows, Words words) {
		Map<String, Weights> stops = new LinkedHashMap<>();
		stops.put(words.say("preset.quality"), new Weights(0, 0, 0));
		stops.put(words.say("preset.balanced"), Weights.DEFAULT);
		stops.put(words.say("preset.memory"), new Weights(0.5, 0.5, 3));
		stops.put(words.say("preset.latency"), new Weights(0.5, 3, 0.5));
		List<Map<String, Ranking.Place>> rankings = stops.values().stream().map(weights -> ranking(board, weights)).toList();
		if (rows.stream().noneMatch(row -> rankings.get(0).containsKey(row.publicId()))) {
			return null;
		}
		double worst = rows.stream().flatMap(row -> rankings.stream().map(ranking -> ranking.get(row.publicId()))).filter(Objects::nonNull)
			.mapToInt(Ranking.Place::rank).max().orElse(1);
		Scale x = new Scale(0, stops.size() - 1, false, 90, CompareView.SLOPE_WIDTH - 90);
		Scale y = new Scale(1, Math.max(2, worst), false, 40, CompareView.SLOPE_HEIGHT - 24);
		List<String> titles = List.copyOf(stops.keySet());
		List<CompareView.Line> lines = IntStream.range(0, rows.size()).mapToObj(index -> line(rows.get(index), index, rankings, x, y)).toList();
		String label = lines.stream().map(line -> line.letter() + ": " + line.places().stream().map(CompareView.Place::rank).collect(Collectors.joining(", ")))
			.collect(Collectors.joining("; "));
		return new CompareView.Slopes(IntStream.range(0, titles.size()).mapToObj(index -> new CompareView.Stop(x.at(index), titles.get(index))).toList(), lines,
				words.say("compare.slopes.label", String.join(", ", titles), label));
	}

	private static CompareView.Line line(StoredResult row, int index, List<Map<String, Ranking.Place>> rankings, Scale x, Scale y) {
		List<CompareView.Place> places = new ArrayList<>();
		for (int stop = 0; stop < rankings.size(); stop++) {
			Ranking.Place place = rankings.get(stop).get(row.publicId());
			if (place != null) {
				places.add(new CompareView.Place(x.at(stop), y.at(place.rank()), String.valueOf(place.rank())));
			}
		}
		return new CompareView.Line(letter(index), index, row.title(), places.stream().map(place -> place.x() + "," + place.y()).collect(Collectors.joining(" ")), places);
	}

	private static List<CompareView.Setting> settings(List<StoredResult> rows, Words words) {
		Set<String> names = new TreeSet<>();
		rows.stream().map(row -> row.facts().config()).filter(Objects::nonNull).forEach(config -> names.addAll(config.keySet()));
		List<CompareView.Setting> settings = new ArrayList<>();
		settings.add(setting(words.say("column.method"), rows.stream().map(StoredResult::methodId).toList()));
		names.forEach(name -> settings.add(setting(name, rows.stream().map(row -> row.facts().config() == null ? "–"
				: String.valueOf(row.facts().config().getOrDefault(name, "–"))).toList())));
		settings.sort(Comparator.comparing(setting -> !setting.differs()));
		return settings;
	}

	private static CompareView.Setting setting(String name, List<String> values) {
		return new CompareView.Setting(name, values, values.stream().distinct().count() > 1);
	}

}
