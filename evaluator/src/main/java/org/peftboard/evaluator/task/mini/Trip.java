package org.peftboard.evaluator.task.mini;

import java.util.List;

/** People who go from place to place, and where they are in the end; news and verdicts that travel with them. */
final class Trip {

	private static final List<String> NEWS = List.of("there was news of %s.", "the news from the %2$s was good.",
			"the news from the %2$s was bad.", "the judge at the %2$s gave a fair verdict.", "%s heard the verdict of the judge.",
			"nobody at the %2$s had heard the news.");

	private Trip() {
	}

	/** A document of the corpus. */
	static String tell(Dice dice) {
		List<String> names = dice.pick(2, World.NAMES);
		List<String> places = dice.pick(3, World.PLACES);
		String traveller = names.get(0);
		String other = names.get(1);
		String opening = "the road goes from the %s to the %s.".formatted(places.get(0), places.get(1));
		String walk = "%s left the %s and walked to the %s. %s stayed at the %s.".formatted(traveller, places.get(0), places.get(1), other,
				places.get(2));
		String news = dice.pick(NEWS).formatted(dice.pick(names), dice.pick(places));
		String end = switch (dice.below(3)) {
			case 0 -> "so %s is at the %s and %s is at the %s.".formatted(traveller, places.get(1), other, places.get(2));
			case 1 -> "at the %s sits %s, at the %s sits %s.".formatted(places.get(2), other, places.get(1), traveller);
			default -> "%s went back to the %s.".formatted(traveller, places.get(0));
		};
		return (dice.chance(40) ? opening + " " : "") + walk + " " + (dice.chance(50) ? news + " " : "") + end;
	}

}
