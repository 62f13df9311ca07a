package org.peftboard.evaluator.task.mini;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The corpus that the small base models learn their language from: short documents about an invented world, one after another without end.
 *
 * <p>Most kinds state facts and come back to them, so that a model learns to look things up in its context, or judge what was said in words of their own;
 * none has the form of a task's prompt. A document has 7 to about 90 words; two documents may be equal by chance, also under two seeds, but the space is so
 * large that few are.
 *
 * <p>Equal seeds give equal documents on every machine.
 */
public final class MiniCorpus {

	/** Seed of the documents that the base model is trained on. */
	public static final long TRAINING_SEED = 1;

	/** Seed of the documents that its validation loss is read on. */
	public static final long HELD_OUT_SEED = 2;

	private MiniCorpus() {
	}

	/** What a document is about. */
	public enum Kind {

		/** opinions about a visit, and what follows from them */
		VISIT(Visit::tell),
		/** things that change hands */
		HANDOVER(Handover::tell),
		/** what words of praise and blame mean */
		VOCABULARY(Vocabulary::tell),
		/** jobs, homes and animals, as prose and as records */
		PERSON(Person::tell),
		/** lists that are read again */
		CHEST(Chest::tell),
		/** ways from place to place */
		TRIP(Trip::tell),
		/** lists that are copied */
		ECHO(Echo::tell),
		/** claims about a visit, and whether they are true */
		CLAIM(Claim::tell),
		/** how alike two opinions are */
		LIKENESS(Likeness::tell),
		/** the same in other words */
		RETELLING(Retelling::tell),
		/** sentences with and without a fault */
		SENTENCE(Sentence::tell),
		/** adding and taking away */
		PURSE(Purse::tell);

		private final Function<Dice, String> teller;

		Kind(Function<Dice, String> teller) {
			this.teller = teller;
		}

	}

	/**
	 * How often each kind is told.
	 *
	 * @param shares parts of their sum, by kind; a kind that is left out is not told
	 */
	public record Mix(Map<Kind, Integer> shares) {

		/** stories and records */
		public static final Mix STORIES = new Mix(Map.of(Kind.VISIT, 32, Kind.HANDOVER, 32, Kind.PERSON, 14, Kind.CHEST, 12, Kind.TRIP, 10));

		/** the same, and many words explained */
		public static final Mix STORIES_AND_WORDS = new Mix(
				Map.of(Kind.VISIT, 24, Kind.HANDOVER, 24, Kind.VOCABULARY, 24, Kind.PERSON, 12, Kind.CHEST, 10, Kind.TRIP, 6));

		/** mostly lists that come again */
		public static final Mix COPYING = new Mix(Map.of(Kind.ECHO, 80, Kind.CHEST, 10, Kind.HANDOVER, 10));

		/** everything but lists to copy */
		public static final Mix WORLD = new Mix(Map.ofEntries(Map.entry(Kind.VISIT, 14), Map.entry(Kind.HANDOVER, 22), Map.entry(Kind.VOCABULARY, 6),
				Map.entry(Kind.PERSON, 3), Map.entry(Kind.CHEST, 4), Map.entry(Kind.TRIP, 1), Map.entry(Kind.CLAIM, 14), Map.entry(Kind.LIKENESS, 12),
				Map.entry(Kind.RETELLING, 8), Map.entry(Kind.SENTENCE, 8), Map.entry(Kind.PURSE, 8)));

		public Mix {
			shares = new EnumMap<>(shares);
		}

		private Kind pick(Dice dice) {
			int left = dice.below(shares.values().stream().mapToInt(Integer::intValue).sum());
			for (Map.Entry<Kind, Integer> share : shares.entrySet()) {
				left -= share.getValue();
				if (left < 0) {
					return share.getKey();
				}
			}
			throw new IllegalStateException("shares: the sum of " + shares + " is beyond its parts");
		}

	}

	/** Documents without end. */
	public static Stream<String> documents(long seed, Mix mix) {
		Dice dice = new Dice(seed);
		return Stream.generate(() -> mix.pick(dice).teller.apply(dice)).sequential();
	}

}
