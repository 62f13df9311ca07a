package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.Ranking;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weights;
import org.springframework.stereotype.Service;

/** Makes listings from the parameters of an address. */
@Service
public class Listings {

	private static final Set<String> COLUMNS = Set.of("pscp", "penalty", "score", "parameters", "latency", "memory");

	private final Boards boards;

	private final Standings standings;

	Listings(Boards boards, Standings standings) {
		this.boards = boards;
		this.standings = standings;
	}

	/** What these parameters show, filters applied; parameters that are not understood take their defaults and are named. */
	public Listing of(Map<String, List<String>> parameters) {
		Map<String, String> first = new LinkedHashMap<>();
		parameters.forEach((name, values) -> first.put(name, values.get(0)));
		BoardQuery query = BoardQuery.read(boards, first);
		Standing standing = standings.of(query.board());
		Ranking ranking = standing.ranking(query.score(), query.relative(), query.weights());
		return new Listing(query.board(), canonical(query), query.score(), query.weights(), standing.references(query.score(), query.relative()),
				COLUMNS, standing.provisional(), query.problems(), ranking.places().size(), lines(standing, ranking));
	}

	/** A board with every weight 1, its default score and its own references. */
	public Listing of(Board board) {
		return of(Map.of("board", List.of(board.id())));
	}

	/** A word that changes whenever anything on a board does. */
	public String stateOf(Board board) {
		return standings.stateOf(board);
	}

	private static String canonical(BoardQuery query) {
		StringBuilder text = new StringBuilder("board=").append(query.board().id());
		if (query.score() != ScoreVersion.of(query.board().scores().get(0).id())) {
			text.append("&score=").append(query.score().id());
		}
		if (query.relative()) {
			text.append("&refs=largest");
		}
		append(text, "alpha", query.weights().alpha());
		append(text, "beta", query.weights().beta());
		append(text, "gamma", query.weights().gamma());
		return text.toString();
	}

	private static void append(StringBuilder text, String name, double weight) {
		if (weight != 1) {
			text.append('&').append(name).append('=').append(BoardView.text(weight));
		}
	}

	private static List<Listing.Line> lines(Standing standing, Ranking ranking) {
		Map<String, StoredResult> byId = standing.rows().stream().collect(Collectors.toMap(StoredResult::publicId, Function.identity()));
		List<Listing.Line> lines = new ArrayList<>();
		for (Ranking.Place place : ranking.places()) {
			lines.add(new Listing.Line(byId.get(place.id()), place.rank(), place.tied(), place.pscp(), place.penalties(), null));
		}
		standing.rows().stream().filter(StoredResult::trainsNothing)
			.forEach(row -> lines.add(new Listing.Line(row, null, false, null, null, "nothing was trained")));
		standing.rows().stream().filter(row -> !row.trainsNothing() && !missing(row).isEmpty())
			.forEach(row -> lines.add(new Listing.Line(row, null, false, null, null, "not known: " + String.join(", ", missing(row)))));
		return List.copyOf(lines);
	}

	private static List<String> missing(StoredResult row) {
		Map<String, Optional<Double>> needed = new LinkedHashMap<>();
		needed.put("score", Optional.ofNullable(row.score()));
		needed.put("parameters", Optional.ofNullable(row.parameterCost()));
		needed.put("latency", Optional.ofNullable(row.latencyCost()));
		needed.put("memory", Optional.ofNullable(row.memoryCost()));
		return needed.entrySet().stream().filter(entry -> entry.getValue().isEmpty()).map(Map.Entry::getKey).toList();
	}

}
