package org.peftboard.evaluator.task.mini;

import java.util.ArrayList;
import java.util.List;

/**
 * Who gave, sold or lent what to whom, which can be told from either side; tells it for the corpus.
 *
 * @param kind of deed: the row of {@link #WAYS}
 */
record Retelling(int kind, String giver, String taker, String thing) {

	/** Wordings by kind of deed; those of one row say the same. */
	private static final List<List<String>> WAYS = List.of(
			List.of("%1$s gave the %3$s to %2$s.", "%1$s gave %2$s the %3$s.", "%2$s got the %3$s from %1$s."),
			List.of("%1$s sold the %3$s to %2$s.", "%1$s sold %2$s the %3$s.", "%2$s bought the %3$s from %1$s."),
			List.of("%1$s lent the %3$s to %2$s.", "%1$s lent %2$s the %3$s.", "%2$s borrowed the %3$s from %1$s."));

	static Retelling random(Dice dice) {
		List<String> names = dice.pick(2, World.NAMES);
		return new Retelling(dice.below(WAYS.size()), names.get(0), names.get(1), dice.pick(World.THINGS));
	}

	/** Some kind of deed. */
	static Retelling of(String giver, String taker, String thing, Dice dice) {
		return new Retelling(dice.below(WAYS.size()), giver, taker, thing);
	}

	/** A document of the corpus: deeds retold, some of them wrongly. */
	static String tell(Dice dice) {
		List<String> sentences = new ArrayList<>();
		for (int count = 0; count < 2; count++) {
			Retelling deed = random(dice);
			boolean same = dice.chance(60);
			List<String> both = same ? deed.twice(dice) : List.of(deed.wording(dice), deed.changed(dice).wording(dice));
			sentences.add(both.get(0));
			sentences.add(judged(both.get(1), same, dice));
		}
		return String.join(" ", sentences);
	}

	private static String judged(String retold, boolean same, Dice dice) {
		if (same && dice.chance(50)) {
			return "in other words, " + retold;
		}
		String verdict = same ? dice.pick(List.of("that is the same deed.", "that says the same.")) : dice.pick(List.of("that is a different deed.", "that says something different."));
		return retold + " " + verdict;
	}

	String wording(Dice dice) {
		return dice.pick(WAYS.get(kind)).formatted(giver, taker, thing);
	}

	/** The same in two different wordings. */
	List<String> twice(Dice dice) {
		return dice.pick(2, WAYS.get(kind)).stream().map(way -> way.formatted(giver, taker, thing)).toList();
	}

	/** As the taker's side tells it where this is the giver's, and the other way round. */
	String otherSide(boolean givers) {
		return WAYS.get(kind).get(givers ? 2 : 0).formatted(giver, taker, thing);
	}

	/** In one of the giver's two wordings, or in the taker's. */
	String side(boolean givers, Dice dice) {
		return WAYS.get(kind).get(givers ? dice.below(2) : 2).formatted(giver, taker, thing);
	}

	/** Nearly the same: with another thing, another person, another deed or, in half of the cases, the other way round. */
	private Retelling changed(Dice dice) {
		return switch (dice.below(6)) {
			case 0 -> new Retelling(kind, giver, taker, other(thing, World.THINGS, dice));
			case 1 -> new Retelling(kind, giver, stranger(dice), thing);
			case 2 -> new Retelling((kind + 1 + dice.below(WAYS.size() - 1)) % WAYS.size(), giver, taker, thing);
			default -> new Retelling(kind, taker, giver, thing);
		};
	}

	private String stranger(Dice dice) {
		return dice.pick(World.NAMES.stream().filter(name -> !name.equals(giver) && !name.equals(taker)).toList());
	}

	private static String other(String word, List<String> all, Dice dice) {
		return dice.pick(all.stream().filter(each -> !each.equals(word)).toList());
	}

}
