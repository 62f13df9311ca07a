package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.peftboard.language.Words;
import org.peftboard.result.StoredResult;

/** The same method on boards with the same tasks and other base models. Each board's best row of a method stands for it. */
final class ScalingViews {

	private final Words words;

	ScalingViews(Words words) {
		this.words = words;
	}

	/** A board, and how many parameters its base model has. */
	record Sized(Standing standing, double parameters) {
	}

	private record Mark(Sized board, StoredResult row) {
	}

	ChartView of(List<Sized> boards, BoardQuery query) {
		Map<String, List<Mark>> byMethod = new TreeMap<>();
		for (Sized board : boards) {
			Map<String, StoredResult> best = new TreeMap<>();
			board.standing.rows().stream().filter(query.filter().predicate()).filter(row -> row.score() != null)
				.forEach(row -> best.merge(row.methodId(), row, (a, b) -> a.score() >= b.score() ? a : b));
			best.forEach((method, row) -> byMethod.computeIfAbsent(method, key -> new ArrayList<>()).add(new Mark(board, row)));
		}
		byMethod.values().removeIf(marks -> marks.stream().map(mark -> mark.board.parameters).distinct().count() < 2);
		List<Mark> all = byMethod.values().stream().flatMap(List::stream).toList();
		Scale x = Scale.of(all.stream().map(mark -> mark.board.parameters).toList(), true, PlotViews.LEFT, PlotViews.RIGHT);
		Scale y = Scale.of(all.stream().map(mark -> mark.row.score()).toList(), false, PlotViews.BOTTOM, PlotViews.TOP);
		List<ChartView.Series> series = new ArrayList<>();
		byMethod.forEach((method, marks) -> series.add(series(marks, series.size(), x, y)));
		return new ChartView(words.say("scaling.title"), words.say("scaling.lead"),
				words.say("scaling.label", String.valueOf(byMethod.size()), String.valueOf(boards.size())),
				new PlotView.Axis(words.say("scaling.across"), x.ticks()), new PlotView.Axis(words.say("column.score"), y.ticks()), series, List.of(),
				headings(), table(all), byMethod.isEmpty() ? words.say("scaling.empty") : "");
	}

	private static ChartView.Series series(List<Mark> marks, int style, Scale x, Scale y) {
		List<ChartView.Dot> dots = marks.stream()
			.map(mark -> new ChartView.Dot(x.at(mark.board.parameters), y.at(mark.row.score()),
					mark.row.title() + ", " + mark.board.standing.board().baseModel() + ": " + BoardViews.scoreText(mark.row.score())))
			.toList();
		StringBuilder line = new StringBuilder();
		dots.forEach(dot -> line.append(dot.x()).append(',').append(dot.y()).append(' '));
		return new ChartView.Series(marks.get(0).row.methodTitle(), style % 8, line.toString().strip(), dots);
	}

	private List<String> headings() {
		return List.of(words.say("column.method"), words.say("scaling.board"), words.say("scaling.model"), words.say("column.score"));
	}

	private static List<List<String>> table(List<Mark> marks) {
		return marks.stream()
			.sorted(Comparator.comparing((Mark mark) -> mark.row.methodId()).thenComparingDouble(mark -> mark.board.parameters))
			.map(mark -> List.of(mark.row.title(), mark.board.standing.board().title(), Scale.text(mark.board.parameters),
					BoardViews.scoreText(mark.row.score())))
			.toList();
	}

}
