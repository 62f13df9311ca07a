package org.peftboard.evaluator.task.mini;

import java.util.stream.Stream;

/**
 * The corpus that the small base model learns its language from: short documents about an invented world, one after another without end.
 *
 * <p>All kinds but the words state facts and come back to them, so that a model learns to look things up in its context; none has the form of a
 * task's prompt. A document has 8 to about 90 words; two documents may be equal by chance, also under two seeds, but the space is so large that
 * hardly any are.
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

	/**
	 * How many of 100 documents are of a kind; the rest are ways from place to place.
	 *
	 * @param visits    opinions about a visit, and what follows from them
	 * @param handovers things that change hands
	 * @param words     what words of praise and blame mean
	 * @param people    jobs, homes and animals, as prose and as records
	 * @param chests    lists that are read again
	 */
	public record Mix(int visits, int handovers, int words, int people, int chests) {

		/** stories and records */
		public static final Mix STORIES = new Mix(32, 32, 0, 14, 12);

		/** the same, and many words explained */
		public static final Mix STORIES_AND_WORDS = new Mix(24, 24, 24, 12, 10);

	}

	/** Documents without end. */
	public static Stream<String> documents(long seed, Mix mix) {
		Dice dice = new Dice(seed);
		return Stream.generate(() -> document(mix, dice)).sequential();
	}

	private static String document(Mix mix, Dice dice) {
		int kind = dice.below(100);
		if ((kind -= mix.visits()) < 0) {
			return Visit.tell(dice);
		}
		if ((kind -= mix.handovers()) < 0) {
			return Handover.tell(dice);
		}
		if ((kind -= mix.words()) < 0) {
			return Vocabulary.tell(dice);
		}
		if ((kind -= mix.people()) < 0) {
			return Person.tell(dice);
		}
		return kind < mix.chests() ? Chest.tell(dice) : Trip.tell(dice);
	}

}
