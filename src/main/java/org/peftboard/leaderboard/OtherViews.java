package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.language.Words;
import org.peftboard.leaderboard.BoardView.Choice;
import org.peftboard.scoring.ScoreVersion;
import org.springframework.stereotype.Component;

/** The views beside the ranking: plot, tasks, model sizes, history. */
@Component
class OtherViews {

	private static final int MOST_LINES = 100;

	private static final int SHADES = 9;

	private final Boards boards;

	private final Standings standings;

	private final TaskKinds kinds;

	OtherViews(Boards boards, Standings standings, TaskKinds kinds) {
		this.boards = boards;
		this.standings = standings;
		this.kinds = kinds;
	}

	PlotView plot(BoardQuery query, Standing standing, Columns formats, Words words) {
		return new PlotViews(query, formats, words).view(standing);
	}

	MatrixView matrix(BoardQuery query, Standing standing, Words words) {
		Shown shown = Shown.of(standing, query);
		List<Shown.Entry> entries = Stream.of(shown.ranked(), shown.unranked(), shown.incomplete())
			.flatMap(List::stream)
			.filter(entry -> !entry.row().facts().taskScores().isEmpty())
			.toList();
		Set<String> tasks = new LinkedHashSet<>();
		entries.forEach(entry -> tasks.addAll(entry.row().facts().taskScores().keySet()));
		List<String> chosen = tasks.stream().filter(task -> query.task() == null || kinds.of(task).equals(query.task())).toList();
		List<Shown.Entry> listed = entries.stream().limit(MOST_LINES).toList();
		String note = entries.isEmpty() ? words.say("tasks.empty") : listed.size() < entries.size()
				? words.say("tasks.cut", String.valueOf(listed.size()), String.valueOf(entries.size())) : words.say("tasks.note");
		return new MatrixView(kinds(query, tasks, words), chosen, listed.stream().map(entry -> line(entry, chosen, entries)).toList(), note);
	}

	private List<Choice> kinds(BoardQuery query, Set<String> tasks, Words words) {
		List<Choice> choices = new ArrayList<>();
		choices.add(new Choice("", words.say("filter.any"), query.task() == null));
		TaskKinds.IDS.stream()
			.filter(kind -> tasks.stream().anyMatch(task -> kinds.of(task).equals(kind)))
			.forEach(kind -> choices.add(new Choice(kind, words.say("tasks." + kind), kind.equals(query.task()))));
		return choices.size() > 2 ? choices : List.of();
	}

	private static MatrixView.Line line(Shown.Entry entry, List<String> tasks, List<Shown.Entry> all) {
		List<MatrixView.Cell> cells = tasks.stream().map(task -> cell(entry.row().facts().taskScores().get(task), task, all)).toList();
		return new MatrixView.Line(entry.row().publicId(), entry.row().title(), entry.place() == null ? "" : String.valueOf(entry.place().rank()), cells);
	}

	private static MatrixView.Cell cell(@Nullable Double score, String task, List<Shown.Entry> all) {
		if (score == null) {
			return new MatrixView.Cell("–", 0);
		}
		double[] scores = all.stream().map(entry -> entry.row().facts().taskScores().get(task)).filter(Objects::nonNull).mapToDouble(Double::doubleValue)
			.toArray();
		double least = Arrays.stream(scores).min().orElse(0);
		double greatest = Arrays.stream(scores).max().orElse(0);
		return new MatrixView.Cell(BoardViews.decimals(score, 1), greatest > least ? (int) Math.round(SHADES * (score - least) / (greatest - least)) : 0);
	}

	ChartView chart(BoardQuery query, Standing standing, Words words) {
		return query.view() == BoardQuery.View.HISTORY ? new HistoryViews(words).of(standing.rows().stream().filter(query.filter().predicate()).toList())
				: new ScalingViews(words).of(siblings(query.board()), query);
	}

	/** Boards with the same tasks and provenance, each with the size of its base model, smallest first. */
	private List<ScalingViews.Sized> siblings(Board board) {
		return boards.all()
			.stream()
			.filter(other -> other.suite().equals(board.suite()) && other.provenance() == board.provenance())
			.map(standings::of)
			.map(standing -> new ScalingViews.Sized(standing, sizeOf(standing)))
			.sorted(Comparator.comparingDouble(ScalingViews.Sized::parameters))
			.toList();
	}

	/** All parameters of the base model, which the board's own references for parameters state. */
	private static double sizeOf(Standing standing) {
		return standing.references(ScoreVersion.of(standing.board().scores().get(0).id()), ReferenceChoice.FROZEN).parameters();
	}

}
