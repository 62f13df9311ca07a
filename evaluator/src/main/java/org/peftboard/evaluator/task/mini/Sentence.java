package org.peftboard.evaluator.task.mini;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A sentence whose words agree, {@code the old goat behind these dogs sleeps every morning}, and the same with one fault; tells both for the corpus.
 *
 * @param subject what or who acts
 * @param between the noun between subject and verb, often in the other number
 * @param deed    verb without an ending
 */
record Sentence(Noun subject, Noun between, String deed, String when) {

	private static final List<Fault> FAULTS = List.of(Fault.AGREEMENT, Fault.AGREEMENT, Fault.AGREEMENT, Fault.DETERMINER, Fault.ORDER, Fault.GAP);

	/** What sentences are about. */
	private static final List<String> LIVING = Stream
		.concat(Stream.of("cat", "dog", "horse", "goat", "hen", "duck", "owl", "fox", "rabbit", "donkey"), World.JOBS.stream().map(World.Job::name))
		.toList();

	private static final List<String> LOOKS = List.of("old", "new", "small", "big", "red", "white", "black");

	private static final List<String> PREPOSITIONS = List.of("near", "behind", "beside");

	/** What can be wrong. */
	enum Fault {

		AGREEMENT, DETERMINER, ORDER, GAP

	}

	/** A noun with its determiner; the look may be empty. */
	private record Noun(String determiner, String look, String noun, boolean plural) {

		static Noun random(boolean plural, List<String> nouns, Dice dice) {
			String look = dice.chance(40) ? dice.pick(LOOKS) : "";
			String determiner = dice.pick(plural ? List.of("the", "these", "two", "many") : List.of("the", "this", "a", "one"));
			return new Noun(determiner, look, dice.pick(nouns), plural);
		}

		/** With a determiner that needs the other number. */
		Noun mismatched(Dice dice) {
			return new Noun(dice.pick(plural ? List.of("this", "one") : List.of("these", "two", "many")), look, noun, plural);
		}

		List<String> words() {
			List<String> words = new ArrayList<>();
			String shown = plural ? World.plural(noun) : noun;
			String next = look.isEmpty() ? shown : look;
			words.add(determiner.equals("a") ? World.withArticle(next).split(" ")[0] : determiner);
			if (!look.isEmpty()) {
				words.add(look);
			}
			words.add(shown);
			return words;
		}

	}

	static Sentence random(Dice dice) {
		boolean plural = dice.chance(50);
		String when = dice.chance(50) ? "every " + dice.pick(World.TIMES) : "in " + dice.pick(World.SEASONS);
		Noun subject = Noun.random(plural, LIVING, dice);
		Noun other = Noun.random(plural != dice.chance(60), LIVING, dice);
		return new Sentence(subject, other, dice.pick(World.DEEDS), when);
	}

	/** A document of the corpus: sentences, corrections, and what a teacher says of some. */
	static String tell(Dice dice) {
		List<String> parts = new ArrayList<>();
		for (int count = 0; count < 2; count++) {
			Sentence sentence = random(dice);
			boolean right = dice.chance(50);
			String good = sentence.right(dice);
			String written = right ? good : sentence.wrong(FAULTS, dice);
			parts.add(switch (dice.below(3)) {
				case 0 -> good;
				case 1 -> "the pupil writes: " + written + " the teacher says: " + (right ? "a good sentence." : "a bad sentence.");
				default -> written + " " + (right ? "well written." : "badly written.");
			});
		}
		return String.join(" ", parts);
	}

	/** Whether its subject and deed are a pair that training never sees. */
	boolean heldOut() {
		return Splits.heldOut(LIVING.indexOf(subject.noun()), World.DEEDS.indexOf(deed));
	}

	String right(Dice dice) {
		return joined(words(subject, between, subject.plural(), dice));
	}

	/** With one of these faults. */
	String wrong(List<Fault> faults, Dice dice) {
		return switch (dice.pick(faults)) {
			case AGREEMENT -> joined(words(subject, between, !subject.plural(), dice));
			case DETERMINER -> dice.chance(50) ? joined(words(subject.mismatched(dice), between, subject.plural(), dice))
					: joined(words(subject, between.mismatched(dice), subject.plural(), dice));
			case ORDER -> swapped(words(subject, between, subject.plural(), dice), dice);
			case GAP -> without(words(subject, between, subject.plural(), dice));
		};
	}

	private List<String> words(Noun first, Noun second, boolean verbPlural, Dice dice) {
		List<String> words = new ArrayList<>(first.words());
		words.add(dice.pick(PREPOSITIONS));
		words.addAll(second.words());
		words.add(verbPlural ? deed : deed + "s");
		words.addAll(List.of(when.split(" ")));
		return words;
	}

	/** Two neighbouring words change places: the subject and its determiner, or what stands around the verb. */
	private static String swapped(List<String> words, Dice dice) {
		int verb = words.size() - 3;
		int left = dice.pick(List.of(0, verb - 1, verb));
		Collections.swap(words, left, left + 1);
		return joined(words);
	}

	/** The verb is missing. */
	private static String without(List<String> words) {
		words.remove(words.size() - 3);
		return joined(words);
	}

	private static String joined(List<String> words) {
		return String.join(" ", words) + ".";
	}

}
