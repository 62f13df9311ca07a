package org.peftboard.evaluator.task.mini;

import java.util.ArrayList;
import java.util.List;

/** Two opinions and how alike they are, 0 to 5: two points for the same judgement, two for things of a kind, one for the same thing; tells it for the corpus. */
record Likeness(Opinion first, Opinion second, boolean sameKind) {

	static final int MOST = 5;

	private static final int PAIRS = 2;

	/** A quarter about the same thing, a quarter about two of a kind; half judge alike. */
	static Likeness random(Opinion.Style style, Dice dice) {
		World.Field field = dice.pick(World.FIELDS);
		Opinion first = Opinion.of(field, dice.pick(field.aspects()), dice.chance(50), style, dice);
		boolean sameThing = dice.chance(25);
		boolean sameKind = sameThing || dice.chance(33);
		World.Field other = sameKind ? field : dice.pick(World.FIELDS.stream().filter(each -> !each.equals(field)).toList());
		String aspect = sameThing ? first.aspect() : dice.pick(other.aspects().stream().filter(each -> !each.equals(first.aspect())).toList());
		return new Likeness(first, Opinion.of(other, aspect, dice.chance(50), style, dice), sameKind);
	}

	/** A document of the corpus. */
	static String tell(Dice dice) {
		List<String> parts = new ArrayList<>();
		for (int count = 0; count < PAIRS; count++) {
			Likeness pair = random(dice.chance(50) ? Opinion.Style.RICH : Opinion.Style.PLAIN, dice);
			parts.add(pair.clauses() + " " + pair.compared(dice));
		}
		return String.join(" ", parts);
	}

	String clauses() {
		return first.clause() + ". " + second.clause() + ".";
	}

	private String compared(Dice dice) {
		String what = alike().isEmpty() ? "nothing" : World.listed(alike());
		return switch (dice.below(3)) {
			case 0 -> "alike: %d of %d points.".formatted(points(), MOST);
			case 1 -> "alike: %d of %d points, for %s.".formatted(points(), MOST, what);
			default -> "these share %s, %d of %d points.".formatted(what, points(), MOST);
		};
	}

	private List<String> alike() {
		List<String> alike = new ArrayList<>();
		if (sameJudgement()) {
			alike.add("the judgement");
		}
		if (sameKind) {
			alike.add("the kind");
		}
		if (sameThing()) {
			alike.add("the thing");
		}
		return alike;
	}

	int points() {
		return (sameJudgement() ? 2 : 0) + (sameKind ? 2 : 0) + (sameThing() ? 1 : 0);
	}

	private boolean sameJudgement() {
		return first.good() == second.good();
	}

	private boolean sameThing() {
		return first.aspect().equals(second.aspect());
	}

}
