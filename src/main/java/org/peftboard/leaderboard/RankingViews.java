package org.peftboard.leaderboard;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.peftboard.language.Words;
import org.peftboard.leaderboard.BoardView.RankingView;
import org.peftboard.leaderboard.BoardView.Row;
import org.peftboard.leaderboard.BoardView.Tab;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.Line;
import org.peftboard.scoring.Penalties;
import org.peftboard.scoring.RankIntervals;
import org.peftboard.scoring.Ranking;
import org.peftboard.scoring.Stability;
import org.peftboard.scoring.Weight;
import org.peftboard.scoring.Winners;

/** The ranking of one query, written down. */
final class RankingViews {

	private static final double BAR_WIDTH = 100;

	private static final Map<Column, Sorting> SORTABLE = new EnumMap<>(Map.of(Column.PSCP, Sorting.RANK, Column.SCORE, Sorting.SCORE,
			Column.PARAMETERS, Sorting.PARAMETERS, Column.LATENCY, Sorting.LATENCY, Column.MEMORY, Sorting.MEMORY, Column.ADAPTER,
			Sorting.ADAPTER, Column.DATE, Sorting.DATE));

	private static final Set<Column> TEXTS = EnumSet.of(Column.PENALTY, Column.STABILITY, Column.MERGEABLE);

	private final BoardQuery query;

	private final Standing standing;

	private final Map<String, Integer> places;

	private final Shown shown;

	private final Columns formats;

	private final Words words;

	private final Trust trust;

	private final double longest;

	private final List<Line> lines;

	private final Stability stability;

	private final Map<String, String> dominated;

	private final Map<String, RankIntervals.Range> ranges;

	RankingViews(BoardQuery query, Standing standing, Map<String, Integer> places, Columns formats, Trust trust, Words words) {
		this.query = query;
		this.standing = standing;
		this.places = places;
		this.shown = Shown.of(standing, query);
		this.longest = shown.longest();
		this.formats = formats;
		this.trust = trust;
		this.words = words;
		this.lines = standing.lines(query.score(), query.references());
		this.stability = new Stability(lines, query.weights());
		this.dominated = standing.dominated(visibleCosts(query.columns()));
		this.ranges = trust.known() ? ranges() : Map.of();
	}

	private Map<String, RankIntervals.Range> ranges() {
		return trust.ranges(lines, standing.index(), query.score(), standing.references(query.score(), query.references()), query.weights());
	}

	/** The costs whose columns are shown: a row is dominated over what the reader sees. */
	static Set<Weight> visibleCosts(Set<Column> columns) {
		Set<Weight> costs = EnumSet.noneOf(Weight.class);
		if (columns.contains(Column.PARAMETERS)) {
			costs.add(Weight.ALPHA);
		}
		if (columns.contains(Column.LATENCY)) {
			costs.add(Weight.BETA);
		}
		if (columns.contains(Column.MEMORY)) {
			costs.add(Weight.GAMMA);
		}
		return costs;
	}

	RankingView view(Controls controls) {
		Winners winners = query.columns().contains(Column.LEADS) ? Winners.of(lines) : null;
		String hidden = Arrays.stream(Column.values()).filter(column -> !visible(column)).map(column -> "no-" + column.id()).collect(Collectors.joining(" "));
		int found = shown.ranked().size();
		boolean empty = standing.rows().isEmpty() && standing.held().isEmpty();
		return new RankingView(headings(controls), hidden, query.columns().size() > Column.DEFAULT.size(),
				shown.page(query.page()).stream().map(entry -> ranked(entry, winners)).toList(),
				shown.unranked().stream().map(this::unranked).toList(), shown.incomplete().stream().map(this::unranked).toList(), held(), blank(),
				words.say("ranking.shown", String.valueOf(found), String.valueOf(shown.total())), leader(),
				trustNote(), pages(), empty,
				!empty && found == 0 && shown.unranked().isEmpty() && shown.incomplete().isEmpty());
	}

	private String trustNote() {
		return words.say(trust.known() ? "trust.note" : standing.repeats().isEmpty() ? "trust.none" : "trust.some");
	}

	/** Whether the column is there to be seen; without any interval, that column would be empty. */
	private boolean visible(Column column) {
		return query.columns().contains(column) && (column != Column.RANGE || trust.known());
	}

	private @Nullable String leader() {
		return shown.ranked().isEmpty() && query.filter().isEmpty() ? null : lines.stream()
			.max(Comparator.<Line>comparingDouble(line -> line.at(query.weights())).thenComparing(Comparator.comparing(Line::id).reversed()))
			.flatMap(line -> Sentences.lead(stability, lines, line.id(), standing.index()::title, words))
			.orElse(null);
	}

	private List<BoardView.Heading> headings(Controls controls) {
		return Arrays.stream(Column.values()).map(column -> heading(column, controls.heading(column))).toList();
	}

	private BoardView.Heading heading(Column column, String title) {
		Sorting sorting = SORTABLE.get(column);
		String sorted = sorting != query.sorting() ? null : sorting.largestFirst() || column == Column.PSCP ? "descending" : "ascending";
		return new BoardView.Heading(column.id(), title, sorting == null ? null : query.address().with("sort", sorting.id()).href(), sorted,
				!TEXTS.contains(column));
	}

	private List<Tab> pages() {
		int pages = shown.pages();
		if (pages == 1) {
			return List.of();
		}
		int now = Math.min(query.page(), pages);
		return Stream.of(1, now - 1, now, now + 1, pages)
			.distinct()
			.filter(page -> page >= 1 && page <= pages)
			.sorted()
			.map(page -> new Tab(String.valueOf(page), String.valueOf(page), "", query.address().with("page", String.valueOf(page)).href(), page == now))
			.toList();
	}

	private Row ranked(Shown.Entry entry, @Nullable Winners winners) {
		Ranking.Place place = Objects.requireNonNull(entry.place());
		int rise = entry.rise();
		String moveText = rise == 0 ? "" : words.say(rise > 0 ? "move.up" : "move.down", String.valueOf(Math.abs(rise)));
		Map<String, String> cells = cells(entry.row());
		cells.put("pscp", BoardViews.decimals(place.pscp(), 2));
		Map<String, String> hints = hints(entry.row());
		addRange(entry.row().publicId(), cells, hints);
		addStability(entry.row().publicId(), cells, winners);
		String dominant = dominated.get(entry.row().publicId());
		return row(entry.row(), place.rank() + (place.tied() ? "=" : ""), rise == 0 ? "" : (rise > 0 ? "▲" : "▼") + Math.abs(rise), moveText,
				bar(place.penalties()), cells, hints, place.belowChance() ? words.say("tag.chance") : "",
				dominant == null ? "" : words.say("tag.dominated", standing.index().title(dominant)), null);
	}

	private void addRange(String id, Map<String, String> cells, Map<String, String> hints) {
		RankIntervals.Range range = ranges.get(id);
		if (range == null) {
			return;
		}
		String text = range.low() == range.high() ? String.valueOf(range.low()) : range.low() + "–" + range.high();
		cells.put("range", text + (range.head().equals(id) ? "" : " ≈" + shown.rankOf(range.head())));
		hints.put("range", words.say("trust.range", String.valueOf(range.low()), String.valueOf(range.high()))
				+ (range.head().equals(id) ? "" : ". " + words.say("trust.tied", standing.index().title(range.head()))));
	}

	private void addStability(String id, Map<String, String> cells, @Nullable Winners winners) {
		if (query.columns().contains(Column.STABILITY)) {
			Line.find(lines, id)
				.ifPresent(line -> cells.put("stability", Sentences.intervals(stability, line, words)
						+ stability.nearestSwap(line).map(swap -> "; " + words.say("stability.swap", standing.index().title(swap.id()), Sentences.number(swap.distance()))).orElse("")));
		}
		if (winners != null) {
			cells.put("leads", winners.nowhere().contains(id) ? words.say("leads.nowhere")
					: BoardViews.decimals(100 * winners.shares().getOrDefault(id, 0.0), 1) + " %");
		}
	}

	private Row unranked(Shown.Entry entry) {
		Map<String, String> cells = cells(entry.row());
		cells.put("pscp", "–");
		String reason = entry.missing().isEmpty() ? words.say("reason.base")
				: words.say("reason.missing", entry.missing().stream().map(name -> words.say("missing." + name)).collect(Collectors.joining(", ")));
		return row(entry.row(), "", "", "", null, cells, hints(entry.row()), "", "", reason);
	}

	/** Suspect rows: shown, so that nobody thinks them lost, and without a place. */
	private List<Row> held() {
		return standing.held().stream().filter(query.filter().predicate()).map(row -> {
			Map<String, String> cells = cells(row);
			cells.put("pscp", "–");
			return row(row, "", "", "", null, cells, hints(row), "", "", words.say("reason.held", standing.review(row.publicId()).reason()));
		}).toList();
	}

	private Map<String, String> cells(StoredResult row) {
		Map<String, String> cells = new HashMap<>();
		cells.put("score", BoardViews.scoreText(row.score()));
		cells.put("parameters", words.number(formats.parameters().number(row.parameterCost())));
		cells.put("latency", words.number(formats.latency().number(row.latencyCost())));
		cells.put("memory", words.number(formats.memory().number(row.memoryCost())));
		Long bytes = row.facts().adapterBytes();
		cells.put("adapter", words.number(Columns.ADAPTER.number(bytes == null ? null : bytes.doubleValue())));
		Boolean mergeable = row.facts().mergeable();
		cells.put("mergeable", mergeable == null ? "–" : words.say(mergeable ? "yes" : "no"));
		cells.put("date", row.facts().date() == null ? "–" : row.facts().date());
		cells.put("range", "–");
		return cells;
	}

	private Map<String, String> hints(StoredResult row) {
		Map<String, String> hints = new HashMap<>();
		cells(row).forEach((column, text) -> {
			if (text.equals("–")) {
				hints.put(column, words.say(column.equals("range") ? "trust.unknown" : "unknown"));
			}
		});
		for (String column : List.of("score", "latency", "memory")) {
			Spread spread = spreads(row).get(column);
			if (spread != null) {
				hints.put(column, spread.sentence(format(column), words));
			}
			else {
				hints.putIfAbsent(column, words.say("trust.unknown"));
			}
		}
		return hints;
	}

	private Map<String, Spread> spreads(StoredResult row) {
		return Spread.of(trust.rows().get(row.publicId()), standing.repeats().get(row.publicId()));
	}

	private Map<String, String> ends(StoredResult row) {
		Map<String, String> ends = new HashMap<>();
		spreads(row).forEach((column, spread) -> ends.put(column, spread.text(format(column), words)));
		return ends;
	}

	private CostFormat format(String column) {
		return switch (column) {
			case "latency" -> formats.latency();
			case "memory" -> formats.memory();
			default -> Columns.SCORE;
		};
	}

	private Row row(StoredResult row, String rank, String move, String moveText, BoardView.@Nullable Bar bar, Map<String, String> cells,
			Map<String, String> hints, String tag, String dominant, @Nullable String reason) {
		Review review = standing.review(row.publicId());
		return new Row(row.publicId(), places.containsKey(row.publicId()) ? String.valueOf(places.get(row.publicId())) : "", rank, move, moveText, row.title(), row.family(), words.say("family." + row.family()), by(row), bar, cells,
				hints, ends(row), tag, review.verified() ? words.say("mark.verified", review.by()) : "", review.flagged() ? words.say("mark.flagged") : "", dominant, reason);
	}

	private String by(StoredResult row) {
		return switch (RowFilter.originOf(row)) {
			case "reference" -> words.say("by.reference");
			case "submission" -> words.say("by", row.submitter());
			default -> "";
		};
	}

	private Row blank() {
		return new Row("", "", "", "", "", "", "baseline", "", "", new BoardView.Bar(0, 0, 0, 0, 0, "", "", "", ""), Map.of(), Map.of(), Map.of(), "", "", "", "", null);
	}

	private BoardView.Bar bar(Penalties penalties) {
		double scale = longest > 0 ? BAR_WIDTH / longest : 0;
		double parameters = penalties.parameters() * scale;
		double latency = penalties.latency() * scale;
		String[] parts = { BoardViews.decimals(penalties.parameters(), 3), BoardViews.decimals(penalties.latency(), 3),
				BoardViews.decimals(penalties.memory(), 3) };
		return new BoardView.Bar(parameters, parameters, latency, parameters + latency, penalties.memory() * scale, parts[0], parts[1], parts[2],
				words.say("bar.label", parts[0], parts[1], parts[2], BoardViews.decimals(penalties.total(), 3)));
	}

}
