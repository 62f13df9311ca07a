package org.peftboard.evaluator.task.mini;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What words mean: which of them praise, which of them blame, and what a negation does to them; tells it for the corpus. */
final class Vocabulary {

	private static final List<String> PRAISE = all(World.PRAISE, World.FIELDS.stream().map(World.Field::praise));

	private static final List<String> BLAME = all(World.BLAME, World.FIELDS.stream().map(World.Field::blame));

	private Vocabulary() {
	}

	/** A document of the corpus. */
	static String tell(Dice dice) {
		return dice.chance(40) ? lists(dice) : meanings(dice);
	}

	/** {@code words of praise: tasty, kind and great. words of blame: rude, stale and dull.} */
	private static String lists(Dice dice) {
		String praise = "words of praise: " + World.listed(dice.pick(4, PRAISE)) + ".";
		String blame = "words of blame: " + World.listed(dice.pick(4, BLAME)) + ".";
		return dice.chance(50) ? praise + " " + blame : blame + " " + praise;
	}

	/** {@code to be tasty is good. to be not stale at all is good. to be rude is bad.} */
	private static String meanings(Dice dice) {
		List<String> sentences = new ArrayList<>();
		for (int count = 0; count < 4; count++) {
			boolean praise = dice.chance(50);
			boolean negated = dice.chance(40);
			String word = dice.pick(praise ? PRAISE : BLAME);
			sentences.add("to be %s is %s.".formatted(negated ? Opinion.negated(word, Opinion.Style.RICH, dice) : word, praise != negated ? "good" : "bad"));
		}
		return String.join(" ", sentences);
	}

	private static List<String> all(List<String> general, Stream<List<String>> particular) {
		return Stream.concat(general.stream(), particular.flatMap(List::stream)).toList();
	}

}
