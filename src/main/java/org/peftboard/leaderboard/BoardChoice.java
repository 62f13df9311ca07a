package org.peftboard.leaderboard;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.springframework.stereotype.Component;

/**
 * Which boards can be chosen, and the one that is shown. A board adapts one base model, so that a choice of base model is a choice of boards.
 *
 * @param board   the one that is shown
 * @param offered those that adapt the chosen model with tasks of the chosen kind; all where nothing is chosen
 * @param model   chosen base model; absent for any
 * @param kind    chosen kind of tasks, one of {@link TaskKinds#IDS}; absent for any
 * @param open    whether the reader looks for a board: chose a model or a kind, and named none
 */
record BoardChoice(Board board, List<Board> offered, @Nullable String model, @Nullable String kind, boolean open) {

	/** Reads the choice from an address. */
	@Component
	static final class Reader {

		private final Boards boards;

		private final Standings standings;

		private final TaskKinds kinds;

		Reader(Boards boards, Standings standings, TaskKinds kinds) {
			this.boards = boards;
			this.standings = standings;
			this.kinds = kinds;
		}

		/** Every base model that some board adapts, in the order of names. */
		List<String> models() {
			return boards.all().stream().map(Board::baseModel).distinct().sorted(String.CASE_INSENSITIVE_ORDER).toList();
		}

		/**
		 * The board that is named, as long as it adapts the model that is chosen. Otherwise the first board on that model, one with the same tasks where there is one. A
		 * kind of tasks never leads away from a board that is named.
		 */
		BoardChoice of(AddressReader reader) {
			Board named = reader.read("board", null, boards::get);
			String model = reader.word("model", models());
			String kind = reader.word("tasks", TaskKinds.IDS);
			List<Board> onModel = matching(board -> model == null || board.baseModel().equals(model));
			List<Board> offered = onModel.stream().filter(board -> kind == null || kindsOf(board).contains(kind)).toList();
			Board shown = named != null && onModel.contains(named) ? named : first(offered.isEmpty() ? onModel : offered, named);
			return new BoardChoice(shown, offered, model, kind, named == null && (model != null || kind != null));
		}

		private static Board first(List<Board> candidates, @Nullable Board instead) {
			return candidates.stream()
				.min(Comparator.comparing(board -> instead == null || !board.suite().equals(instead.suite())))
				.orElseThrow();
		}

		private List<Board> matching(Predicate<Board> wanted) {
			return boards.all().stream().filter(wanted).toList();
		}

		/** The kinds of the tasks that some row of a board has a score of. */
		private List<String> kindsOf(Board board) {
			return standings.of(board).rows().stream().flatMap(row -> row.facts().taskScores().keySet().stream()).distinct().map(kinds::of).toList();
		}

	}

}
