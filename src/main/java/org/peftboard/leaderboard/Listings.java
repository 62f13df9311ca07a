package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.peftboard.catalog.Board;
import org.peftboard.scoring.Ranking;
import org.springframework.stereotype.Service;

/** Makes listings from the parameters of an address. */
@Service
public class Listings {

	private final BoardQueries queries;

	private final Standings standings;

	Listings(BoardQueries queries, Standings standings) {
		this.queries = queries;
		this.standings = standings;
	}

	/** What these parameters show, filters applied; parameters that are not understood take their defaults and are named. */
	public Listing of(Map<String, List<String>> parameters) {
		BoardQuery query = queries.read(parameters);
		Standing standing = standings.of(query.board());
		Shown shown = Shown.of(standing, query);
		Set<String> columns = query.columns().stream().map(Column::id).collect(Collectors.toSet());
		return new Listing(query.board(), canonical(query), query.score(), query.weights(), standing.references(query.score(), query.references()),
				columns, standing.provisional(), query.problems(), shown.total(), lines(standing, shown, query));
	}

	/** A board with every weight 1, its default score and its own references. */
	public Listing of(Board board) {
		return of(Map.of("board", List.of(board.id())));
	}

	/** A word that changes whenever anything on a board does. */
	public String stateOf(Board board) {
		return standings.stateOf(board);
	}

	/** All rows that pass, so neither page nor view makes a difference. */
	static String canonical(BoardQuery query) {
		return query.address().without(List.of("view", "x", "y", "tasks", "page")).query().substring(1);
	}

	private static List<Listing.Line> lines(Standing standing, Shown shown, BoardQuery query) {
		List<Listing.Line> lines = new ArrayList<>();
		for (Shown.Entry entry : shown.ranked()) {
			Ranking.Place place = entry.place();
			lines.add(new Listing.Line(entry.row(), place.rank(), place.tied(), place.pscp(), place.penalties(), null, standing.review(place.id())));
		}
		shown.unranked().forEach(entry -> lines.add(new Listing.Line(entry.row(), null, false, null, null, Reasons.BASE,
				standing.review(entry.row().publicId()))));
		shown.incomplete()
			.forEach(entry -> lines.add(new Listing.Line(entry.row(), null, false, null, null,
					entry.row().uploaded() ? Reasons.UPLOADED : Reasons.MISSING + String.join(", ", entry.missing()),
					standing.review(entry.row().publicId()))));
		standing.held()
			.stream()
			.filter(query.filter().predicate())
			.forEach(row -> lines.add(new Listing.Line(row, null, false, null, null, Reasons.HELD, standing.review(row.publicId()))));
		return List.copyOf(lines);
	}

}
