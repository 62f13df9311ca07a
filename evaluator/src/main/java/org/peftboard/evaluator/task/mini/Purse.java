package org.peftboard.evaluator.task.mini;

import java.util.ArrayList;
import java.util.List;

/**
 * Somebody has some things, and gets more or loses some; tells it for the corpus. All numbers are one to ten.
 *
 * @param changes what is added or, below 0, taken away, one after another
 */
record Purse(String owner, String other, String thing, int start, List<Integer> changes) {

	private static final int MOST = 10;

	private static final List<String> MORE = List.of("%1$s finds %3$s.", "%2$s gives %1$s %3$s.", "%1$s buys %3$s.");

	private static final List<String> FEWER = List.of("%1$s loses %3$s.", "%1$s gives %2$s %3$s.", "%1$s sells %3$s.");

	/**
	 * @param steps   changes
	 * @param largest change; the least is one
	 */
	static Purse random(int steps, int largest, Dice dice) {
		int start = 1 + dice.below(6);
		List<Integer> changes = new ArrayList<>();
		int now = start;
		while (changes.size() < steps) {
			int change = (1 + dice.below(largest)) * (dice.chance(50) ? 1 : -1);
			if (now + change >= 1 && now + change <= MOST) {
				changes.add(change);
				now += change;
			}
		}
		List<String> names = dice.pick(2, World.NAMES);
		return new Purse(names.get(0), names.get(1), dice.pick(World.COUNTABLES), start, changes);
	}

	/** A document of the corpus: the number is told after every change, or only at the end. */
	static String tell(Dice dice) {
		return dice.chance(25) ? table(dice) : random(1 + dice.below(3), 4, dice).told(dice.chance(60), dice);
	}

	/** {@code two and three make five. nine less four is five.} */
	private static String table(Dice dice) {
		List<String> lines = new ArrayList<>();
		for (int count = 0; count < 5; count++) {
			int whole = 2 + dice.below(MOST - 1);
			int part = 1 + dice.below(whole - 1);
			String form = dice.chance(50) ? "%1$s and %2$s make %3$s." : "%3$s less %2$s is %1$s.";
			lines.add(form.formatted(word(whole - part), word(part), word(whole)));
		}
		return String.join(" ", lines);
	}

	private String told(boolean always, Dice dice) {
		List<String> sentences = new ArrayList<>(List.of(opening()));
		int now = start;
		for (int change : changes) {
			now += change;
			sentences.add(sentence(change, dice) + (always ? " that makes %s.".formatted(word(now)) : ""));
		}
		sentences.add(dice.chance(50) ? "now %s has %s.".formatted(owner, counted(now)) : "so this is how many are left: %s.".formatted(word(now)));
		return String.join(" ", sentences);
	}

	String story(Dice dice) {
		List<String> sentences = new ArrayList<>(List.of(opening()));
		changes.forEach(change -> sentences.add(sentence(change, dice)));
		return String.join(" ", sentences);
	}

	int end() {
		return start + changes.stream().mapToInt(Integer::intValue).sum();
	}

	private String opening() {
		return "%s has %s.".formatted(owner, counted(start));
	}

	private String sentence(int change, Dice dice) {
		return dice.pick(change > 0 ? MORE : FEWER).formatted(owner, other, word(Math.abs(change)));
	}

	private String counted(int count) {
		return word(count) + " " + (count == 1 ? thing : World.plural(thing));
	}

	static String word(int number) {
		return World.NUMBERS.get(number - 1);
	}

}
