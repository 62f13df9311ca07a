package org.peftboard.leaderboard;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.References;
import org.peftboard.language.Words;
import org.peftboard.leaderboard.BoardView.Choice;
import org.peftboard.leaderboard.BoardView.Own;
import org.peftboard.leaderboard.BoardView.Select;
import org.peftboard.leaderboard.BoardView.Slider;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weight;

/** The fields with which a reader says what to show, filled in as the address has them. */
final class Controls {

	private final BoardQuery query;

	private final Standing standing;

	private final Columns formats;

	private final Words words;

	Controls(BoardQuery query, Standing standing, Columns formats, Words words) {
		this.query = query;
		this.standing = standing;
		this.formats = formats;
		this.words = words;
	}

	BoardView.Controls weights() {
		return new BoardView.Controls(sliders(), Presets.of(query, words), scores(), references(), own(),
				query.address().without(List.of("alpha", "beta", "gamma", "score", "refs", "pref", "lref", "mref")).href());
	}

	private List<Slider> sliders() {
		return Stream.of(Weight.values())
			.map(weight -> new Slider(weight.id(), weight.letter(), format(weight).title(), text(weight.of(query.weights()))))
			.toList();
	}

	private CostFormat format(Weight weight) {
		return switch (weight) {
			case ALPHA -> formats.parameters();
			case BETA -> formats.latency();
			case GAMMA -> formats.memory();
		};
	}

	private List<Choice> scores() {
		return query.board()
			.scores()
			.stream()
			.map(Board.Score::id)
			.map(id -> new Choice(id, words.say("score." + ScoreVersion.of(id).name().toLowerCase(Locale.ROOT)), id.equals(query.score().id())))
			.toList();
	}

	private List<Choice> references() {
		return Arrays.stream(ReferenceChoice.Kind.values())
			.map(kind -> new Choice(kind.id(), words.say("refs." + kind.id()), kind == query.references().kind()))
			.toList();
	}

	private List<Own> own() {
		References frozen = standing.references(query.score(), ReferenceChoice.FROZEN);
		ReferenceChoice choice = query.references();
		return List.of(own("pref", formats.parameters(), choice.parameters(), frozen.parameters()),
				own("lref", formats.latency(), choice.latency(), frozen.latency()), own("mref", formats.memory(), choice.memory(), frozen.memory()));
	}

	private Own own(String name, CostFormat format, @Nullable Double value, double frozen) {
		return new Own(name, format.heading(), value == null ? "" : text(value / format.divisor()), text(frozen / format.divisor()));
	}

	/** @param models every base model that some board adapts */
	BoardView.Filters filters(List<String> models) {
		RowFilter filter = query.filter();
		RowFilter.Budgets budgets = filter.budgets();
		List<Own> most = List.of(budget("pmax", formats.parameters(), budgets.parameters()), budget("lmax", formats.latency(), budgets.latency()),
				budget("mmax", formats.memory(), budgets.memory()), budget("amax", adapter(), budgets.adapter()));
		int active = (int) BoardAddress.FILTERS.stream().filter(query.address().parameters()::containsKey).count();
		return new BoardView.Filters(filter.text(), selects(models), most, text(filter.since()), text(filter.until()), columns(), active,
				active > 0 || query.address().parameters().containsKey("cols"), query.address().without(BoardAddress.FILTERS).without(List.of("cols")).href());
	}

	private CostFormat adapter() {
		return new CostFormat(words.say("column.adapter"), "MB", Columns.ADAPTER.divisor(), 1);
	}

	private static Own budget(String name, CostFormat format, @Nullable Double value) {
		return new Own(name, format.heading(), value == null ? "" : text(value / format.divisor()), "");
	}

	private List<Select> selects(List<String> models) {
		RowFilter filter = query.filter();
		Map<String, String> families = new TreeMap<>();
		Map<String, String> origins = new TreeMap<>();
		standing.index().families().forEach(family -> families.put(family, words.say("family." + family)));
		standing.index().origins().forEach(origin -> origins.put(origin, words.say("origin." + origin)));
		List<Select> selects = new ArrayList<>();
		selects.add(select("method", standing.index().methods(), true, filter.methods()));
		selects.add(select("family", families, true, filter.families()));
		selects.add(model(models));
		selects.add(select("origin", origins, false, filter.origin() == null ? List.of() : List.of(filter.origin())));
		Map<String, String> mergeable = new TreeMap<>(Map.of("yes", words.say("yes"), "no", words.say("no")));
		String chosen = filter.mergeable() == null ? "" : filter.mergeable() ? "yes" : "no";
		selects.add(select("mergeable", standing.index().mergeableKnown() ? mergeable : Map.of(), false, List.of(chosen)));
		return selects.stream().filter(select -> select.options().size() > 1).toList();
	}

	/** The board's own is always chosen: another one leads to another board. */
	private Select model(List<String> models) {
		String own = query.board().baseModel();
		return new Select("model", words.say("filter.model"), false, models.stream().map(model -> new Choice(model, model, model.equals(own))).toList());
	}

	private Select select(String name, Map<String, String> options, boolean several, Collection<String> chosen) {
		return new Select(name, words.say("filter." + name), several,
				options.entrySet().stream().map(entry -> new Choice(entry.getKey(), entry.getValue(), chosen.contains(entry.getKey()))).toList());
	}

	private List<Choice> columns() {
		return Arrays.stream(Column.values()).map(column -> new Choice(column.id(), heading(column), query.columns().contains(column))).toList();
	}

	String heading(Column column) {
		return switch (column) {
			case PARAMETERS -> formats.parameters().heading();
			case LATENCY -> formats.latency().heading();
			case MEMORY -> formats.memory().heading();
			case ADAPTER -> adapter().heading();
			default -> words.say("column." + column.id());
		};
	}

	private static String text(@Nullable Object value) {
		return value == null ? "" : value.toString();
	}

	/** {@code 1} and {@code 0.25}, without the zeros that nobody types. */
	static String text(double weight) {
		return BigDecimal.valueOf(weight).stripTrailingZeros().toPlainString();
	}

}
