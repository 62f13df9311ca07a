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

	private static final int GENERAL_PERCENT = 30;

	private static final List<String> DEGREES = List.of("", "", "very ", "really ", "quite ", "rather ");

	private static final List<String> NEGATIONS = List.of("not %s", "not %s at all", "never %s", "far from %s", "anything but %s",
			"hardly %s", "not very %s", "not really %s");

	/**
	 * How opinions are worded.
	 *
	 * @param negatedPercent how many of 100 are put as the negation of their opposite
	 * @param words          how many of each list of praising and blaming words are used, from the front
	 * @param negations      how many of the forms of negation are used, from the front
	 */
	record Style(int negatedPercent, int words, int negations) {

		/** everything that there is */
		static final Style RICH = new Style(45, Integer.MAX_VALUE, Integer.MAX_VALUE);

		/** the commonest words and negations */
		static final Style PLAIN = new Style(20, 3, 3);

		/** all words and negations, more of them direct */
		static final Style WIDE = new Style(35, Integer.MAX_VALUE, Integer.MAX_VALUE);

		/** the commonest words, without negations */
		static final Style DIRECT = new Style(0, 3, 0);

		private static <T> List<T> front(List<T> all, int count) {
			return all.subList(0, Math.min(count, all.size()));
		}

	}

	/** negations that few people use */
	private static final List<String> RARE_NEGATIONS = List.of("far from", "anything but", "hardly");

	/** Whether it is put with one of the rarer negations. */
	boolean rarelyPut() {
		return RARE_NEGATIONS.stream().anyMatch(clause::contains);
	}

	/** So many opinions of different aspects, one for each truth value given. */
	static List<Opinion> about(List<Boolean> good, Style style, Dice dice) {
		List<World.Field> fields = dice.pick(good.size(), World.FIELDS);
		List<Opinion> opinions = new ArrayList<>();
		for (int index = 0; index < good.size(); index++) {
			opinions.add(about(fields.get(index), good.get(index), style, dice));
		}
		return opinions;
	}

	private static Opinion about(World.Field field, boolean good, Style style, Dice dice) {
		return of(field, dice.pick(field.aspects()), good, style, dice);
	}

	/** Of one aspect of this field. */
	static Opinion of(World.Field field, String aspect, boolean good, Style style, Dice dice) {
		boolean negated = dice.chance(style.negatedPercent());
		boolean praise = good != negated;
		String word = dice.pick(Style.front(wordsOf(field, praise, dice), style.words()));
		String judged = negated ? negated(word, style, dice) : dice.pick(DEGREES) + word;
		return new Opinion(aspect, good, "the " + aspect + " was " + judged);
	}

	/** {@code not tasty at all} */
	static String negated(String word, Style style, Dice dice) {
		return dice.pick(Style.front(NEGATIONS, style.negations())).formatted(word);
	}

	private static List<String> wordsOf(World.Field field, boolean praise, Dice dice) {
		if (dice.chance(GENERAL_PERCENT)) {
			return praise ? World.PRAISE : World.BLAME;
		}
		return praise ? field.praise() : field.blame();
	}

}
