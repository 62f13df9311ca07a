package org.peftboard.evaluator.task.mini;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import org.peftboard.evaluator.task.Example;
import org.peftboard.evaluator.task.Split;
import org.peftboard.evaluator.task.Task;

import static org.assertj.core.api.Assertions.assertThat;

/** The held-out splits ask about pairs of words that training never pairs, so that learning pairs by heart does not help. */
class HeldOutPairsTest {

	@Test
	void testsVisitorsAndAspectsThatTrainingNeverPairs() {
		assertThat(unseenShare(new MiniVerdict(), HeldOutPairsTest::visitorAndAspects)).isGreaterThan(0.15);
	}

	@Test
	void testsOwnersAndThingsThatTrainingNeverPairs() {
		assertThat(unseenShare(new MiniHandover(), HeldOutPairsTest::thingAndOwner)).isGreaterThan(0.15);
	}

	/** Share of test examples with a pair that no training example has. */
	private static double unseenShare(Task task, Function<Example, List<String>> pairs) {
		Set<String> trained = task.examples(Split.TRAIN).stream().flatMap(example -> pairs.apply(example).stream()).collect(Collectors.toSet());
		List<Example> test = task.examples(Split.TEST);
		return (double) test.stream().filter(example -> !trained.containsAll(pairs.apply(example))).count() / test.size();
	}

	private static List<String> thingAndOwner(Example example) {
		String[] words = example.answer().strip().split(" ");
		return List.of(words[0] + " " + words[words.length - 1]);
	}

	private static List<String> visitorAndAspects(Example example) {
		String visitor = example.prompt().split(" ")[0];
		return World.FIELDS.stream()
			.flatMap(field -> field.aspects().stream())
			.filter(aspect -> example.prompt().contains("the " + aspect + " was"))
			.map(aspect -> visitor + " " + aspect)
			.toList();
	}

}
