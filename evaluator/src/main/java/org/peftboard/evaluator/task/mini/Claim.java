package org.peftboard.evaluator.task.mini;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Somebody's visit, and what is said of it afterwards, which follows from it, is against it, or is not to be known; tells it for the corpus.
 *
 * @param aspect that the claim is about; one that was not judged if the truth is unknown
 * @param liked  whether the visitor is said to have liked it
 */
record Claim(Visit visit, String aspect, boolean liked, Truth truth) {

	private static final int CLAIMS = 2;

	/** What the visit says about a claim. */
	enum Truth {

		TRUE, FALSE, UNKNOWN;

		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	static Claim random(Visit visit, Truth truth, Dice dice) {
		if (truth == Truth.UNKNOWN) {
			return new Claim(visit, untold(visit, dice), dice.chance(50), truth);
		}
		Opinion judged = dice.pick(visit.opinions());
		return new Claim(visit, judged.aspect(), judged.good() == (truth == Truth.TRUE), truth);
	}

	private static String untold(Visit visit, Dice dice) {
		List<String> told = visit.opinions().stream().map(Opinion::aspect).toList();
		return dice.pick(World.FIELDS.stream().flatMap(field -> field.aspects().stream()).filter(aspect -> !told.contains(aspect)).toList());
	}

	/** A document of the corpus. */
	static String tell(Dice dice) {
		Visit visit = Visit.random(List.of(dice.chance(50), dice.chance(50)), dice.chance(50) ? Opinion.Style.RICH : Opinion.Style.PLAIN, dice);
		List<String> sentences = new ArrayList<>(List.of(visit.arrival(dice), visit.judged(dice)));
		for (int count = 0; count < CLAIMS; count++) {
			sentences.add(random(visit, dice.pick(List.of(Truth.values())), dice).judged(dice));
		}
		return String.join(" ", sentences);
	}

	private String judged(Dice dice) {
		String claim = sentence(dice);
		String bare = claim.substring(0, claim.length() - 1);
		return switch (dice.below(4)) {
			case 0 -> "it is %s that %s.".formatted(truth.word(), bare);
			case 1 -> "they say that %s: this is %s.".formatted(bare, truth.word());
			default -> "%s, which is %s.".formatted(bare, truth.word());
		};
	}

	/** {@code maya liked the soup.} */
	String sentence(Dice dice) {
		return visit.claim(aspect, liked, dice);
	}

}
