package org.peftboard.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.peftboard.language.Words;
import org.peftboard.leaderboard.CostFormat;
import org.peftboard.leaderboard.Reasons;

/**
 * A grid in the reader's language. Files are in English whoever asks for them, and so are snapshots, whose address is a hash of what they say; pages that show them say
 * the same in other words.
 */
record GridWords(Words words, Frozen view) {

	private static final Map<String, String> HEADS = Map.of("Rank", "column.rank", "Method", "column.method", "Family", "grid.family", "Score", "column.score",
			"Adapter, bytes", "grid.adapter", "Mergeable", "column.mergeable", "Date", "column.date", "Why not ranked", "grid.reason", "Review", "grid.review");

	private static final String PENALTY = "Penalty ";

	Grid of(Grid english) {
		List<String> head = english.head();
		return new Grid(head.stream().map(this::head).toList(), english.numeric(),
				english.body().stream().map(row -> row(english, row)).toList());
	}

	private List<String> row(Grid english, List<String> row) {
		return IntStream.range(0, row.size()).mapToObj(index -> cell(english.head().get(index), english.numeric().get(index), row.get(index))).toList();
	}

	private String head(String head) {
		if (HEADS.containsKey(head)) {
			return words.say(HEADS.get(head));
		}
		if (head.startsWith(PENALTY)) {
			return words.say("grid.penalty", head.substring(PENALTY.length()));
		}
		return Stream.of(view.parameterFormat(), view.latencyFormat(), view.memoryFormat())
			.filter(format -> format.heading().equals(head))
			.map(format -> format.in(words))
			.map(CostFormat::heading)
			.findFirst()
			.orElse(head);
	}

	private String cell(String head, boolean numeric, String cell) {
		if (numeric || cell.isEmpty()) {
			return words.number(cell);
		}
		return switch (head) {
			case "Family" -> words.sayOr("family." + cell, cell);
			case "Mergeable" -> words.sayOr(cell, cell);
			case "Why not ranked" -> Reasons.in(cell, words);
			case "Review" -> Arrays.stream(cell.split("; ")).map(this::review).collect(Collectors.joining("; "));
			default -> cell;
		};
	}

	private String review(String said) {
		if (said.equals("flagged")) {
			return words.say("mark.flagged");
		}
		for (Map.Entry<String, String> known : Map.of("verified by ", "mark.verified", "suspect: ", "grid.review.suspect", "re-run of ", "grid.review.rerun").entrySet()) {
			if (said.startsWith(known.getKey())) {
				return words.say(known.getValue(), said.substring(known.getKey().length()));
			}
		}
		return said;
	}

}
