package org.peftboard.evaluator.task.mini;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.peftboard.evaluator.task.Example;
import org.peftboard.evaluator.task.Split;
import org.peftboard.evaluator.task.Task;

import static org.assertj.core.api.Assertions.assertThat;

/** The held-out splits ask about pairs of words that training never pairs, so that learning pairs by heart does not help. */
class HeldOutPairsTest {

	/** A task, and the pairs of words of an example of which it holds some out. */
	record Held(Task task, Function<Example, List<String>> pairs) {

		@Override
		public String toString() {
			return task.card().id();
		}

	}

	static List<Held> tasks() {
		return List.of(new Held(new MiniVerdict(), HeldOutPairsTest::visitorAndAspects), new Held(new MiniHandover(), HeldOutPairsTest::thingAndOwner),
				new Held(new MiniEntailment(), matched("^(\\w+) .*?(\\w+)\\.\nclaim")), new Held(new MiniParaphrase(), HeldOutPairsTest::giverAndThing),
				new Held(new MiniGrammar(), HeldOutPairsTest::nounAndDeed),
				new Held(new MiniChoice(), example -> List.of(example.prompt().split(":")[0] + example.answer())),
				new Held(new MiniSimilarity(), matched("^the (\\w+) .* the (\\w+) was")), new Held(new MiniSums(), matched("^(\\w+) has \\w+ (\\w+?)s?\\.")));
	}

	@ParameterizedTest
	@MethodSource("tasks")
	void testsPairsThatTrainingNeverHas(Held held) {
		assertThat(unseenShare(held.task(), held.pairs())).isGreaterThan(0.13);
	}

	private static Function<Example, List<String>> matched(String regex) {
		Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
		return example -> {
			Matcher matcher = pattern.matcher(example.prompt());
			assertThat(matcher.find()).as(example.prompt()).isTrue();
			return List.of(matcher.group(1) + " " + matcher.group(2));
		};
	}

	/** Share of held-out examples with a pair that no training example has, of those in which pairs are found. */
	private static double unseenShare(Task task, Function<Example, List<String>> pairs) {
		Set<String> trained = task.examples(Split.TRAIN).stream().flatMap(example -> pairs.apply(example).stream()).collect(Collectors.toSet());
		List<Example> heldOut = Stream.of(Split.VALIDATION, Split.TEST)
			.flatMap(split -> task.examples(split).stream())
			.filter(example -> !pairs.apply(example).isEmpty())
			.toList();
		return (double) heldOut.stream().filter(example -> !trained.containsAll(pairs.apply(example))).count() / heldOut.size();
	}

	private static List<String> thingAndOwner(Example example) {
		String[] words = example.answer().strip().split(" ");
		return List.of(words[0] + " " + words[words.length - 1]);
	}

	private static List<String> giverAndThing(Example example) {
		String[] words = example.prompt().split("\\.", 2)[0].split(" ");
		List<String> all = List.of(words);
		String giver = all.contains("from") ? words[words.length - 1] : words[0];
		return List.of(giver + " " + words[all.indexOf("the") + 1]);
	}

	/** Of right sentences; in wrong ones words may have changed places. */
	private static List<String> nounAndDeed(Example example) {
		Matcher matcher = Pattern.compile("(\\w+?)(es|s)? (near|behind|beside) .* (\\w+?)s? (every|in) \\w+\\.").matcher(example.prompt());
		return example.answer().equals(" good") && matcher.find() ? List.of(matcher.group(1) + " " + matcher.group(4)) : List.of();
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
