package org.peftboard.evaluator.task.mini;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.task.Example;
import org.peftboard.evaluator.task.Split;

/**
 * Generated examples, split: no prompt occurs twice, and some pairs of words occur in the held-out splits alone.
 *
 * <p>Each split has its own dice; test and validation are drawn first, so a larger training split leaves them as they are. Made at the
 * first use and kept.
 */
final class Splits {

	/** Examples by split, in the order of cards. */
	static final Map<String, Integer> SIZES = sizes();

	private static final List<Split> ORDER = List.of(Split.TEST, Split.VALIDATION, Split.TRAIN);

	/** Makes the draft with this number. */
	interface Maker {

		Draft draft(int index, Dice dice);

	}

	/**
	 * An example to be.
	 *
	 * @param heldOut whether it has a pair of words that training must not see
	 */
	record Draft(String prompt, String answer, boolean heldOut) {
	}

	private final long seed;

	private final Maker maker;

	private final Map<Split, List<Example>> examples = new EnumMap<>(Split.class);

	Splits(long seed, Maker maker) {
		this.seed = seed;
		this.maker = maker;
	}

	/** Whether the pair at these places of two word lists is one of the fifth that training never sees. */
	static boolean heldOut(int first, int second) {
		return (first + 3 * second) % 5 == 0;
	}

	/** An example as the model sees it. */
	static String show(Example example) {
		return example.prompt() + example.answer();
	}

	synchronized List<Example> of(Split split) {
		if (examples.isEmpty()) {
			Set<String> prompts = new HashSet<>();
			ORDER.forEach(each -> examples.put(each, make(each, prompts)));
		}
		return examples.get(split);
	}

	private static Map<String, Integer> sizes() {
		Map<String, Integer> sizes = new LinkedHashMap<>();
		sizes.put(Split.TRAIN.id(), 4_000);
		sizes.put(Split.VALIDATION.id(), 200);
		sizes.put(Split.TEST.id(), 400);
		return Collections.unmodifiableMap(sizes);
	}

	private List<Example> make(Split split, Set<String> prompts) {
		Dice dice = new Dice(seed * Split.values().length + split.ordinal());
		List<Draft> drafts = new ArrayList<>();
		while (drafts.size() < SIZES.get(split.id())) {
			Draft draft = maker.draft(drafts.size(), dice);
			boolean allowed = split != Split.TRAIN || !draft.heldOut();
			if (allowed && prompts.add(draft.prompt())) {
				drafts.add(draft);
			}
		}
		return number(split, dice.shuffle(drafts));
	}

	private static List<Example> number(Split split, List<Draft> drafts) {
		List<Example> numbered = new ArrayList<>();
		for (Draft draft : drafts) {
			numbered.add(new Example("%s-%04d".formatted(split.id(), numbered.size()), draft.prompt(), draft.answer()));
		}
		return List.copyOf(numbered);
	}

}
