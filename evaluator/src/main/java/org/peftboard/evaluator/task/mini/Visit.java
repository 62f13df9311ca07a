package org.peftboard.evaluator.task.mini;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody's visit to a place with opinions about what was there; tells it for the corpus.
 *
 * @param opinions in the order told, at least one
 */
record Visit(String visitor, String place, List<Opinion> opinions) {

	private static final List<String> ARRIVALS = List.of("%s went to the %s.", "%s came to the %s.", "%s stopped at the %s.",
			"%s spent a day at the %s.");

	private static final List<String> JOINS = List.of(", and ", ", while ", ". ", "; ");

	private static final List<String> LIKES = List.of("%s liked the %s.", "%s enjoyed the %s.", "%s was glad about the %s.",
			"%s praised the %s.");

	private static final List<String> DISLIKES = List.of("%s did not like the %s.", "%s was sorry about the %s.",
			"%s complained about the %s.", "%s wanted another %s.");

	private static final List<String> GOOD_ENDS = List.of("all in all it was a good day.", "so %s was happy and wants to come back.",
			"so %s told everybody to go there.");

	private static final List<String> BAD_ENDS = List.of("all in all it was a bad day.", "so %s was angry and will not come back.",
			"so %s told everybody to stay away.");

	private static final List<String> MIXED_ENDS = List.of("all in all it was a mixed day.",
			"so %s was of two minds and will think about it.", "so %s told everybody that it was so so.");

	private static final List<String> ASIDES = List.of("it was a cold %s.", "the %s was like any other.", "the bell rang that %s.",
			"it rained that %s.", "nobody said a word that %s.");

	static Visit random(List<Boolean> good, Opinion.Style style, Dice dice) {
		return new Visit(dice.pick(World.NAMES), dice.pick(World.PLACES), Opinion.about(good, style, dice));
	}

	/** A document of the corpus. */
	static String tell(Dice dice) {
		int count = dice.pick(List.of(1, 2, 2, 2, 3));
		Visit visit = random(Stream.generate(() -> dice.chance(50)).limit(count).toList(), Opinion.Style.RICH, dice);
		boolean endFirst = dice.chance(15);
		boolean reacts = dice.chance(75);
		List<String> sentences = new ArrayList<>();
		sentences.add(visit.arrival(dice));
		if (endFirst) {
			sentences.add(visit.end(dice));
		}
		sentences.add(visit.judged(dice));
		if (reacts) {
			sentences.add(visit.reaction(dice));
		}
		if (!endFirst && (!reacts || dice.chance(40))) {
			sentences.add(visit.end(dice));
		}
		return String.join(" ", sentences);
	}

	String arrival(Dice dice) {
		return dice.pick(ARRIVALS).formatted(visitor, place);
	}

	/** The opinions in one or more sentences, with a remark that says nothing about them in some. */
	String judged(Dice dice) {
		StringBuilder text = new StringBuilder();
		for (Opinion opinion : opinions) {
			text.append(text.isEmpty() ? "" : dice.pick(JOINS)).append(opinion.clause());
		}
		text.append('.');
		return switch (dice.below(4)) {
			case 0 -> text + " " + aside(dice);
			case 1 -> aside(dice) + " " + text;
			default -> text.toString();
		};
	}

	/** A remark that says nothing of the visit. */
	static String aside(Dice dice) {
		return dice.pick(ASIDES).formatted(dice.pick(World.TIMES));
	}

	/** That the visitor liked an aspect, or did not. */
	String claim(String aspect, boolean liked, Dice dice) {
		return dice.pick(liked ? LIKES : DISLIKES).formatted(visitor, aspect);
	}

	/** What the visitor did about each aspect, which follows from the opinions. */
	private String reaction(Dice dice) {
		List<Opinion> order = dice.shuffle(opinions);
		if (order.size() == 2 && dice.chance(50)) {
			return reactionToBoth(order.get(0), order.get(1));
		}
		return order.stream()
			.map(opinion -> dice.pick(opinion.good() ? LIKES : DISLIKES).formatted(visitor, opinion.aspect()))
			.collect(Collectors.joining(" "));
	}

	private String reactionToBoth(Opinion first, Opinion second) {
		if (first.good() != second.good()) {
			Opinion liked = first.good() ? first : second;
			Opinion other = first.good() ? second : first;
			return "%s liked the %s but not the %s.".formatted(visitor, liked.aspect(), other.aspect());
		}
		String form = first.good() ? "%s liked both the %s and the %s." : "%s liked neither the %s nor the %s.";
		return form.formatted(visitor, first.aspect(), second.aspect());
	}

	private String end(Dice dice) {
		boolean anyGood = opinions.stream().anyMatch(Opinion::good);
		boolean allGood = opinions.stream().allMatch(Opinion::good);
		return dice.pick(allGood ? GOOD_ENDS : anyGood ? MIXED_ENDS : BAD_ENDS).formatted(visitor);
	}

}
