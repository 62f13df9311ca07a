package org.peftboard.evaluator.task.mini;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A list that one after another reads: what a model learns copying from. */
final class Echo {

	private static final List<String> NOUNS = Stream.of(World.THINGS, World.ANIMALS, World.PLACES, World.LOOKS).flatMap(List::stream).toList();

	private Echo() {
	}

	/** A document of the corpus: three to seven words, read two to five times. */
	static String tell(Dice dice) {
		String list = String.join(" ", dice.pick(3 + dice.below(5), NOUNS));
		List<String> readings = new ArrayList<>();
		for (String name : dice.pick(2 + dice.below(4), World.NAMES)) {
			readings.add(name + " reads " + list + ".");
		}
		return String.join(" ", readings);
	}

}
