package org.peftboard.evaluator.task.mini;

import java.util.stream.Stream;

/**
 * The corpus that the small base model learns its language from: short documents about an invented world, one after another without end.
 *
 * <p>Of 100 documents 32 are visits with opinions, 32 are things that change hands, 14 are people with jobs, homes and animals (prose and
 * records), 12 are lists, 10 are ways from place to place. Every one states facts and comes back to them, so that a model learns to look
 * things up in its context; none has the form of a task's prompt. A document has 8 to about 90 words; two documents may be equal by chance,
 * also under two seeds, but the space is so large that hardly any are.
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

	/** Documents without end. */
	public static Stream<String> documents(long seed) {
		Dice dice = new Dice(seed);
		return Stream.generate(() -> document(dice)).sequential();
	}

	private static String document(Dice dice) {
		int kind = dice.below(100);
		if (kind < 32) {
			return Visit.tell(dice);
		}
		if (kind < 64) {
			return Handover.tell(dice);
		}
		if (kind < 78) {
			return Person.tell(dice);
		}
		return kind < 90 ? Chest.tell(dice) : Trip.tell(dice);
	}

}
