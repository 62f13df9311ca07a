package org.peftboard.evaluator.task.mini;

import java.util.ArrayList;
import java.util.List;

/**
 * What somebody finds of one aspect of a visit: {@code the soup was not tasty at all}.
 *
 * <p>A praising word means good and a blaming word bad; a negation turns it round, a degree ("very") leaves it.
 *
 * @param aspect what is judged
 * @param good   whether it is found good, negation counted
 * @param clause the words, without a full stop
 */
record Opinion(String aspect, boolean good, String clause) {

	private static final int NEGATED_PERCENT = 45;

	private static final int GENERAL_PERCENT = 30;

	private static final List<String> DEGREES = List.of("", "", "very ", "really ", "quite ", "rather ");

	private static final List<String> NEGATIONS = List.of("not %s", "not %s at all", "never %s", "far from %s", "anything but %s",
			"hardly %s", "not very %s", "not really %s");

	/** So many opinions of different aspects, one for each truth value given. */
	static List<Opinion> about(List<Boolean> good, Dice dice) {
		List<World.Field> fields = dice.pick(good.size(), World.FIELDS);
		List<Opinion> opinions = new ArrayList<>();
		for (int index = 0; index < good.size(); index++) {
			opinions.add(about(fields.get(index), good.get(index), dice));
		}
		return opinions;
	}

	private static Opinion about(World.Field field, boolean good, Dice dice) {
		String aspect = dice.pick(field.aspects());
		boolean negated = dice.chance(NEGATED_PERCENT);
		boolean praise = good != negated;
		String word = dice.pick(wordsOf(field, praise, dice));
		String judged = negated ? dice.pick(NEGATIONS).formatted(word) : dice.pick(DEGREES) + word;
		return new Opinion(aspect, good, "the " + aspect + " was " + judged);
	}

	private static List<String> wordsOf(World.Field field, boolean praise, Dice dice) {
		if (dice.chance(GENERAL_PERCENT)) {
			return praise ? World.PRAISE : World.BLAME;
		}
		return praise ? field.praise() : field.blame();
	}

}
