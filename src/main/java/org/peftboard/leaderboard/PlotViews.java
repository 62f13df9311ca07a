package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.peftboard.language.Words;
import org.peftboard.leaderboard.BoardQuery.Quantity;
import org.peftboard.leaderboard.BoardView.Choice;

/** Draws two quantities of the rows that a query shows. */
final class PlotViews {

	/** More marks than this only cover each other. */
	static final int MOST_POINTS = 400;

	static final double LEFT = 64;

	static final double BOTTOM = PlotView.HEIGHT - 52;

	static final double TOP = 16;

	static final double RIGHT = PlotView.WIDTH - 16;

	private final BoardQuery query;

	private final Columns formats;

	private final Words words;

	private final Quantity across;

	private final Quantity up;

	PlotViews(BoardQuery query, Columns formats, Words words) {
		this.query = query;
		this.formats = formats;
		this.words = words;
		this.across = query.axes().across();
		this.up = query.axes().up();
	}

	private record Mark(Shown.Entry entry, double across, double up) {
	}

	PlotView view(Standing standing) {
		List<Mark> all = marks(Shown.of(standing, query));
		List<Mark> frontier = frontier(all);
		List<Mark> drawn = drawn(all, frontier);
		Scale x = Scale.of(drawn.stream().map(Mark::across).toList(), across.logarithmic(), LEFT, RIGHT);
		Scale y = Scale.of(drawn.stream().map(Mark::up).toList(), up.logarithmic(), BOTTOM, TOP);
		Set<Mark> best = new HashSet<>(frontier);
		List<PlotView.Point> points = drawn.stream().map(mark -> point(mark, x, y, best.contains(mark))).toList();
		Set<String> families = new LinkedHashSet<>(drawn.stream().map(mark -> mark.entry.row().family()).sorted().toList());
		String names = frontier.stream().map(mark -> mark.entry.row().title()).collect(Collectors.joining(", "));
		return new PlotView(choices(across), choices(up), axis(across, x), axis(up, y), points, line(frontier, x, y),
				families.stream().map(family -> new PlotView.Key(family, words.say("family." + family))).toList(),
				words.say("plot.label", heading(across), heading(up), String.valueOf(drawn.size()), names), note(all, drawn));
	}

	private String note(List<Mark> all, List<Mark> drawn) {
		return all.isEmpty() ? words.say("plot.empty")
				: drawn.size() < all.size() ? words.say("plot.cut", String.valueOf(drawn.size()), String.valueOf(all.size())) : words.say("plot.note");
	}

	private List<Mark> marks(Shown shown) {
		List<Shown.Entry> entries = new ArrayList<>(shown.ranked());
		entries.addAll(shown.unranked());
		entries.addAll(shown.incomplete());
		List<Mark> marks = new ArrayList<>();
		for (Shown.Entry entry : entries) {
			Double x = value(entry, across);
			Double y = value(entry, up);
			if (x != null && y != null && (!across.logarithmic() || x > 0) && (!up.logarithmic() || y > 0)) {
				marks.add(new Mark(entry, x, y));
			}
		}
		return marks;
	}

	/** As the column of that quantity states it. */
	private @Nullable Double value(Shown.Entry entry, Quantity quantity) {
		return switch (quantity) {
			case SCORE -> entry.row().score();
			case PSCP -> entry.place() == null ? null : entry.place().pscp();
			case PARAMETERS -> divided(entry.row().parameterCost(), formats.parameters());
			case LATENCY -> divided(entry.row().latencyCost(), formats.latency());
			case MEMORY -> divided(entry.row().memoryCost(), formats.memory());
			case ADAPTER -> divided(entry.row().facts().adapterBytes() == null ? null : entry.row().facts().adapterBytes().doubleValue(),
					Columns.ADAPTER);
		};
	}

	private static @Nullable Double divided(@Nullable Double value, CostFormat format) {
		return value == null ? null : Double.valueOf(value / format.divisor());
	}

	/** The marks that no other mark beats in both quantities, from the best across on. */
	private List<Mark> frontier(List<Mark> marks) {
		Comparator<Mark> better = Comparator.comparingDouble((Mark mark) -> badness(mark.across, across))
			.thenComparingDouble(mark -> badness(mark.up, up))
			.thenComparing(mark -> mark.entry.row().publicId());
		List<Mark> kept = new ArrayList<>();
		for (Mark mark : marks.stream().sorted(better).toList()) {
			Mark last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
			if (last == null || badness(mark.up, up) < badness(last.up, up) || (mark.up == last.up && mark.across == last.across)) {
				kept.add(mark);
			}
		}
		return kept;
	}

	private static double badness(double value, Quantity quantity) {
		return quantity.largerIsBetter() ? -value : value;
	}

	private static List<Mark> drawn(List<Mark> all, List<Mark> frontier) {
		if (all.size() <= MOST_POINTS) {
			return all;
		}
		Set<Mark> drawn = new LinkedHashSet<>(frontier);
		all.stream().limit(MOST_POINTS).forEach(drawn::add);
		return List.copyOf(drawn);
	}

	private PlotView.Point point(Mark mark, Scale x, Scale y, boolean best) {
		return new PlotView.Point(mark.entry.row().publicId(), mark.entry.row().title(), mark.entry.row().family(), x.at(mark.across), y.at(mark.up),
				written(mark.across, across), written(mark.up, up), best);
	}

	private String written(double value, Quantity quantity) {
		CostFormat format = switch (quantity) {
			case SCORE -> new CostFormat("", "", 1, 1);
			case PSCP -> new CostFormat("", "", 1, 2);
			case PARAMETERS -> formats.parameters();
			case LATENCY -> formats.latency();
			case MEMORY -> formats.memory();
			case ADAPTER -> Columns.ADAPTER;
		};
		return words.number(format.number(value * format.divisor()));
	}

	/** Steps, because between two marks nothing better is known. */
	private String line(List<Mark> frontier, Scale x, Scale y) {
		StringBuilder points = new StringBuilder();
		Mark last = null;
		for (Mark mark : frontier) {
			if (last != null) {
				points.append(x.at(mark.across)).append(',').append(y.at(last.up)).append(' ');
			}
			points.append(x.at(mark.across)).append(',').append(y.at(mark.up)).append(' ');
			last = mark;
		}
		return points.toString().strip();
	}

	private PlotView.Axis axis(Quantity quantity, Scale scale) {
		return new PlotView.Axis(heading(quantity) + (quantity.logarithmic() ? ", " + words.say("plot.logarithmic") : ""), scale.ticks());
	}

	private String heading(Quantity quantity) {
		return switch (quantity) {
			case SCORE -> words.say("column.score");
			case PSCP -> words.say("column.pscp");
			case PARAMETERS -> formats.parameters().heading();
			case LATENCY -> formats.latency().heading();
			case MEMORY -> formats.memory().heading();
			case ADAPTER -> words.say("column.adapter") + ", MB";
		};
	}

	private List<Choice> choices(Quantity chosen) {
		return Arrays.stream(Quantity.values()).map(quantity -> new Choice(quantity.id(), heading(quantity), quantity == chosen)).toList();
	}

}
