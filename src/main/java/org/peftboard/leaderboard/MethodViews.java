package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.language.Words;
import org.peftboard.result.StoredResult;
import org.springframework.stereotype.Component;

/** Makes the pages of methods from the catalogue's cards and from the boards. */
@Component
class MethodViews {

	private static final List<String> FAMILIES = List.of("reparametrised", "additive", "selective", "soft-prompt", "hybrid", "baseline");

	private final EvaluatorCards cards;

	private final Boards boards;

	private final Listings listings;

	MethodViews(EvaluatorCards cards, Boards boards, Listings listings) {
		this.cards = cards;
		this.boards = boards;
		this.listings = listings;
	}

	/** All methods by family: those of the catalogue, and those that only published rows know. */
	List<MethodView.Group> all() {
		Map<String, List<StoredResult>> rows = rowsByMethod();
		Map<String, MethodView.Entry> entries = new TreeMap<>();
		cards.catalogue().methods().forEach(card -> entries.put(card.id(), new MethodView.Entry(card.id(), card.title(), card.family(), card.description(),
				card.mergeable(), card.peftType(), rows.getOrDefault(card.id(), List.of()).size())));
		rows.forEach((id, found) -> entries.computeIfAbsent(id, missing -> new MethodView.Entry(id, found.get(0).methodTitle(), found.get(0).family(), null,
				found.get(0).facts().mergeable(), "", found.size())));
		return FAMILIES.stream()
			.map(family -> new MethodView.Group(family, entries.values().stream()
				.filter(entry -> entry.family().equals(family))
				.sorted(Comparator.comparing((MethodView.Entry entry) -> entry.description() == null).thenComparing(entry -> entry.title().toLowerCase()))
				.toList()))
			.filter(group -> !group.methods().isEmpty())
			.toList();
	}

	private Map<String, List<StoredResult>> rowsByMethod() {
		return boards.all().stream().flatMap(board -> listings.of(board).lines().stream()).map(Listing.Line::row)
			.collect(Collectors.groupingBy(StoredResult::methodId));
	}

	/** One method; absent where neither the catalogue nor any board knows it. */
	Optional<MethodView> of(String id, Words words) {
		Optional<MethodCard> card = cards.catalogue().methods().stream().filter(method -> method.id().equals(id)).findFirst();
		List<MethodView.Standing> standings = new ArrayList<>();
		StoredResult any = null;
		for (Board board : boards.all()) {
			Listing listing = listings.of(board);
			List<Listing.Line> lines = listing.lines().stream().filter(line -> line.row().methodId().equals(id)).toList();
			if (!lines.isEmpty()) {
				any = lines.get(0).row();
				standings.add(standing(board, listing, lines, words));
			}
		}
		if (card.isPresent()) {
			return Optional.of(view(card.get(), standings, words));
		}
		return Optional.ofNullable(any).map(row -> new MethodView(id, row.methodTitle(), row.family(), null, null, null, "", standings, List.of(), List.of()));
	}

	private static MethodView view(MethodCard card, List<MethodView.Standing> standings, Words words) {
		List<MethodView.Preset> presets = card.presets().stream()
			.map(preset -> new MethodView.Preset(preset.source(), preset.note(), SubmitLink.words(preset.settings()), SubmitLink.of(card.id(), preset.settings())))
			.toList();
		return new MethodView(card.id(), card.title(), card.family(), card, Drawing.of(card, words), HfConfig.of(card, Map.of()).map(HfConfig::python).orElse(null),
				SubmitLink.of(card.id(), Map.of()), standings, card.parameters().stream().map(MethodView.Setting::of).toList(), presets);
	}

	/** Lines stand in the order of ranks, so the first is the best. */
	private static MethodView.Standing standing(Board board, Listing listing, List<Listing.Line> lines, Words words) {
		Listing.Line best = lines.get(0);
		StoredResult row = best.row();
		Double pscp = best.pscp();
		return new MethodView.Standing(board.title(), "/?board=" + board.id(), board.measured(), lines.size(), row.title(), "/results/" + row.publicId(),
				best.rankText(), listing.total(), pscp == null ? "–" : BoardViews.decimals(pscp, 2), BoardViews.scoreText(row.score()),
				listing.parameters().in(words).withUnit(row.parameterCost(), words), listing.latency().in(words).withUnit(row.latencyCost(), words),
				listing.memory().in(words).withUnit(row.memoryCost(), words), best.reason() == null ? null : Reasons.in(best.reason(), words));
	}

}
