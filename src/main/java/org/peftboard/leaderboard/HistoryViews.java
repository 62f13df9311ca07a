package org.peftboard.leaderboard;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.peftboard.language.Words;
import org.peftboard.result.StoredResult;

/** The best score so far, and how many results came in each month, earlier runs of a row among them. */
final class HistoryViews {

	private static final double BAR_HEIGHT = 90;

	private final Words words;

	HistoryViews(Words words) {
		this.words = words;
	}

	private record Event(LocalDate day, String text, String title, double score) {
	}

	ChartView of(List<StoredResult> rows) {
		List<Event> events = rows.stream().flatMap(HistoryViews::events).sorted(Comparator.comparing(Event::day).thenComparing(Event::title)).toList();
		boolean empty = events.stream().map(Event::day).distinct().count() < 2;
		List<Double> days = events.stream().map(event -> (double) event.day.toEpochDay()).toList();
		Scale x = new Scale(empty ? 0 : days.get(0) - 3, empty ? 1 : days.get(days.size() - 1) + 3, false, PlotViews.LEFT, PlotViews.RIGHT);
		List<Event> records = records(events);
		Scale y = Scale.of(records.stream().map(Event::score).toList(), false, PlotViews.BOTTOM - BAR_HEIGHT - 16, PlotViews.TOP);
		String first = empty ? "" : events.get(0).text;
		String last = empty ? "" : events.get(events.size() - 1).text;
		return new ChartView(words.say("history.title"), words.say("history.lead"),
				words.say("history.label", first, last, String.valueOf(events.size())),
				new PlotView.Axis(words.say("history.date"), empty ? List.of() : months(events, x)),
				new PlotView.Axis(words.say("history.best"), y.ticks()), empty ? List.of() : List.of(line(records, x, y)), empty ? List.of() : bars(events, x),
				List.of(words.say("history.date"), words.say("history.row"), words.say("history.best")),
				records.stream().map(event -> List.of(event.text, event.title, BoardViews.decimals(event.score, 1))).toList(),
				empty ? words.say("history.empty") : "");
	}

	private static Stream<Event> events(StoredResult row) {
		Stream<Event> earlier = row.facts().runs().stream().map(run -> new Event(day(run.date()), run.date(), row.title(), run.score()));
		boolean listed = row.facts().runs().stream().anyMatch(run -> run.date().equals(row.facts().date()));
		Stream<Event> now = row.score() == null || row.facts().date() == null || listed ? Stream.of()
				: Stream.of(new Event(day(row.facts().date()), row.facts().date(), row.title(), row.score()));
		return Stream.concat(earlier, now);
	}

	/** A month stands for its first day, a year for its first month. */
	private static LocalDate day(String date) {
		return LocalDate.parse(date.length() == 4 ? date + "-01-01" : date.length() == 7 ? date + "-01" : date);
	}

	private static List<Event> records(List<Event> events) {
		List<Event> records = new ArrayList<>();
		for (Event event : events) {
			if (records.isEmpty() || event.score > records.get(records.size() - 1).score) {
				records.add(event);
			}
		}
		return records;
	}

	private static ChartView.Series line(List<Event> records, Scale x, Scale y) {
		StringBuilder line = new StringBuilder();
		double before = Double.NaN;
		for (Event event : records) {
			double place = x.at(event.day.toEpochDay());
			if (!Double.isNaN(before)) {
				line.append(place).append(',').append(before).append(' ');
			}
			before = y.at(event.score);
			line.append(place).append(',').append(before).append(' ');
		}
		line.append(PlotViews.RIGHT).append(',').append(before);
		List<ChartView.Dot> dots = records.stream()
			.map(event -> new ChartView.Dot(x.at(event.day.toEpochDay()), y.at(event.score), event.text + ", " + event.title + ": " + BoardViews.decimals(event.score, 1)))
			.toList();
		return new ChartView.Series("", 0, line.toString(), dots);
	}

	private static List<PlotView.Tick> months(List<Event> events, Scale x) {
		YearMonth from = YearMonth.from(events.get(0).day);
		YearMonth to = YearMonth.from(events.get(events.size() - 1).day);
		long months = from.until(to, ChronoUnit.MONTHS);
		int step = (int) Math.max(1, Math.ceil(months / 8.0));
		List<PlotView.Tick> ticks = new ArrayList<>();
		for (YearMonth month = from.plusMonths(1); !month.isAfter(to); month = month.plusMonths(step)) {
			ticks.add(new PlotView.Tick(x.at(month.atDay(1).toEpochDay()), month.toString()));
		}
		return ticks;
	}

	private static List<ChartView.Bar> bars(List<Event> events, Scale x) {
		Map<YearMonth, Integer> counts = new TreeMap<>();
		events.forEach(event -> counts.merge(YearMonth.from(event.day), 1, Integer::sum));
		int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
		List<ChartView.Bar> bars = new ArrayList<>();
		counts.forEach((month, count) -> {
			double from = Math.max(PlotViews.LEFT, x.at(month.atDay(1).toEpochDay()) + 1);
			double to = Math.min(PlotViews.RIGHT, x.at(month.atEndOfMonth().toEpochDay()));
			double height = Scale.rounded(BAR_HEIGHT * count / most);
			bars.add(new ChartView.Bar(from, Scale.rounded(PlotViews.BOTTOM - height), Math.max(2, Scale.rounded(to - from)), height, month + ": " + count));
		});
		return bars;
	}

}
