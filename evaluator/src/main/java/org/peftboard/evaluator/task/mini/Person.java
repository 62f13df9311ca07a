package org.peftboard.evaluator.task.mini;

import java.util.List;

/**
 * Somebody with a job, a home and animals; tells facts that come back later in the same document, as prose and as a record.
 */
record Person(String name, World.Job job, String home, String region, String look, String animal) {

	private static final List<String> RECORDS = List.of("name = %s; job = %s; home = %s; animal = %s.", "%s / %s / %s / %s.",
			"name: %s\njob: %s\nhome: %s\nanimal: %s\n", "[%s, %s, %s, %s]");

	static Person random(Dice dice) {
		return new Person(dice.pick(World.NAMES), dice.pick(World.JOBS), dice.pick(World.PLACES), dice.pick(World.REGIONS),
				dice.pick(World.LOOKS), dice.pick(World.ANIMALS));
	}

	/** A document of the corpus. */
	static String tell(Dice dice) {
		Person person = random(dice);
		return switch (dice.below(4)) {
			case 0 -> person.prose(dice) + " " + person.recall(dice);
			case 1 -> person.prose(dice) + "\n" + person.record(dice);
			case 2 -> person.record(dice) + "\n" + person.prose(dice);
			default -> person.prose(dice) + " " + person.life(dice);
		};
	}

	private String prose(Dice dice) {
		String origin = dice.chance(50) ? " from the " + region : "";
		return "%s is %s%s. the %s lives near the %s with %s.".formatted(name, World.withArticle(job.name()), origin, job.name(), home,
				World.withArticle(look + " " + animal));
	}

	private String record(Dice dice) {
		return dice.pick(RECORDS).formatted(name, job.name(), home, animal);
	}

	private String recall(Dice dice) {
		return switch (dice.below(3)) {
			case 0 -> "so whoever looks for %s goes to the %s and listens for the %s.".formatted(name, home, animal);
			case 1 -> "everybody near the %s knows %s the %s.".formatted(home, name, job.name());
			default -> "when the %s is away, %s is sad.".formatted(animal, name);
		};
	}

	private String life(Dice dice) {
		return switch (dice.below(3)) {
			case 0 -> "in %s %s %s %s.".formatted(dice.pick(World.SEASONS), name, job.does(), job.product());
			case 1 -> "every %s %s %s %s, and the %s sleeps.".formatted(dice.pick(World.TIMES), name, job.does(), job.product(), animal);
			default -> "people come to the %s for %s, because %s %s it best.".formatted(home, job.product(), name, job.does());
		};
	}

}
