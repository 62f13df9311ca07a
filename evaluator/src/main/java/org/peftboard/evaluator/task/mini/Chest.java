package org.peftboard.evaluator.task.mini;

import java.util.ArrayList;
import java.util.List;

/** Things in a box: lists that are read again, counted, or told again with one thing less. */
final class Chest {

	private Chest() {
	}

	/** A document of the corpus. */
	static String tell(Dice dice) {
		int count = 2 + dice.below(3);
		List<String> looks = dice.pick(count, World.LOOKS);
		List<String> things = dice.pick(count, World.THINGS);
		List<String> items = new ArrayList<>();
		for (int index = 0; index < count; index++) {
			items.add(looks.get(index) + " " + things.get(index));
		}
		String name = dice.pick(World.NAMES);
		String number = World.NUMBERS.get(count - 1);
		String opening = "in the box of %s there are %s things: %s.".formatted(name, number, String.join(", ", items));
		return opening + " " + switch (dice.below(4)) {
			case 0 -> taken(name, items, things, dice);
			case 1 -> "%s counts them: %s.".formatted(dice.pick(World.NAMES), String.join(", ", items));
			case 2 -> looked(looks, things, dice);
			default -> "once more: %s.".formatted(String.join(" and ", things));
		};
	}

	private static String taken(String name, List<String> items, List<String> things, Dice dice) {
		int out = dice.below(items.size());
		List<String> left = new ArrayList<>(items);
		left.remove(out);
		return "%s takes out the %s. left are: %s.".formatted(name, things.get(out), String.join(", ", left));
	}

	private static String looked(List<String> looks, List<String> things, Dice dice) {
		int first = dice.below(things.size());
		int second = (first + 1) % things.size();
		return "the %s is %s and the %s is %s.".formatted(things.get(first), looks.get(first), things.get(second), looks.get(second));
	}

}
