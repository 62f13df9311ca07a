package org.peftboard.evaluator.task.mini;

import java.util.ArrayList;
import java.util.List;

/**
 * People who own things, and a thing that changes hands once or twice; tells it for the corpus.
 *
 * @param people    all different; the thing goes from the first to the second and perhaps on to the third
 * @param belongings what each of them owns at first, in their order; the thing that moves is the first one's first
 * @param stops     how often it changes hands, at least 1
 */
record Handover(List<String> people, List<List<Belonging>> belongings, int stops) {

	private static final List<String> WAYS = List.of("%1$s gave the %3$s to %2$s.", "%1$s handed the %3$s to %2$s.",
			"%1$s sold the %3$s to %2$s.", "%1$s gave %2$s the %3$s.", "%1$s lent %2$s the %3$s.",
			"%2$s took the %3$s from %1$s.", "%2$s bought the %3$s from %1$s.", "%2$s got the %3$s from %1$s.", "%2$s borrowed the %3$s from %1$s.");

	private static final List<String> ASIDES = List.of("%s looked at the %s.", "%s asked about the %s.", "%s dreamed of the %s.",
			"%s laughed about the %s.");

	/** A thing and how it looks: {@code red lamp}. */
	record Belonging(String look, String thing) {

		@Override
		public String toString() {
			return look + " " + thing;
		}

	}

	/** Three people with four different things of four different looks: two of them own two or one, the third one or none. */
	static Handover random(Dice dice) {
		List<String> things = dice.pick(4, World.THINGS);
		List<String> looks = dice.pick(4, World.LOOKS);
		List<Belonging> all = new ArrayList<>();
		for (int index = 0; index < things.size(); index++) {
			all.add(new Belonging(looks.get(index), things.get(index)));
		}
		int first = 1 + dice.below(2);
		List<Belonging> third = dice.chance(40) ? all.subList(3, 4) : List.of();
		return new Handover(dice.pick(3, World.NAMES), List.of(all.subList(0, first), all.subList(2, 3), third), dice.chance(30) ? 2 : 1);
	}

	/** The thing changes hands three times, and the last of four people owned nothing; the corpus has no such story. */
	static Handover longer(Dice dice) {
		Handover shorter = random(dice);
		List<String> people = new ArrayList<>(shorter.people());
		people.add(dice.pick(World.NAMES.stream().filter(name -> !people.contains(name)).toList()));
		List<List<Belonging>> belongings = new ArrayList<>(shorter.belongings());
		belongings.add(List.of());
		return new Handover(people, belongings, 3);
	}

	/** A document of the corpus. */
	static String tell(Dice dice) {
		Handover handover = random(dice);
		String end = handover.end(dice);
		return handover.story(dice) + " " + end;
	}

	Belonging moved() {
		return belongings.get(0).get(0);
	}

	String owner() {
		return people.get(stops);
	}

	/** Who owned what, what happened to it, and in some stories a look at a thing that changes nothing. */
	String story(Dice dice) {
		List<String> sentences = new ArrayList<>(owners(dice));
		List<String> events = new ArrayList<>();
		for (int stop = 0; stop < stops; stop++) {
			String opening = stop == 0 ? opening(dice) : "later ";
			events.add(opening + dice.pick(WAYS).formatted(people.get(stop), people.get(stop + 1), moved().thing()));
		}
		if (dice.chance(40)) {
			events.add(dice.below(events.size() + 1), aside(dice));
		}
		sentences.addAll(events);
		return String.join(" ", sentences);
	}

	private String aside(Dice dice) {
		List<List<Belonging>> owned = belongings.stream().filter(things -> !things.isEmpty()).toList();
		return dice.pick(ASIDES).formatted(dice.pick(people), dice.pick(dice.pick(owned)).thing());
	}

	private List<String> owners(Dice dice) {
		List<String> sentences = new ArrayList<>();
		for (int person = 0; person < people.size(); person++) {
			List<String> things = dice.shuffle(belongings.get(person)).stream().map(thing -> World.withArticle(thing.toString())).toList();
			if (!things.isEmpty()) {
				sentences.add("%s had %s.".formatted(people.get(person), World.listed(things)));
			}
		}
		return dice.shuffle(sentences);
	}

	private static String opening(Dice dice) {
		return dice.pick(List.of("", "", "one %s ".formatted(dice.pick(World.TIMES)), "at the %s ".formatted(dice.pick(World.PLACES))));
	}

	private String end(Dice dice) {
		String stay = dice.chance(50) ? "" : " %s still has the %s.".formatted(people.get(1), belongings.get(1).get(0));
		String form = dice.pick(List.of("so the %2$s belongs to %1$s now.", "in the end %1$s owned the %2$s.", "now %1$s keeps the %2$s.",
				"and that is why %1$s has the %2$s."));
		return form.formatted(owner(), moved()) + stay;
	}

}
