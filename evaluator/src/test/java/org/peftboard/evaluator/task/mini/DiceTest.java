package org.peftboard.evaluator.task.mini;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DiceTest {

	@Test
	void followsSplitMix64() {
		// the JDK's SplittableRandom is the same generator; it pins the constants, while Dice does not depend on it
		Dice dice = new Dice(42);
		SplittableRandom reference = new SplittableRandom(42);
		assertThat(IntStream.range(0, 100).mapToLong(index -> dice.next()).toArray())
			.containsExactly(IntStream.range(0, 100).mapToLong(index -> reference.nextLong()).toArray());
	}

	@Test
	void throwsEveryFaceAboutEquallyOften() {
		Dice dice = new Dice(1);
		int[] counts = new int[6];
		IntStream.range(0, 60_000).forEach(index -> counts[dice.below(6)]++);
		assertThat(counts).satisfies(each -> assertThat(IntStream.of(each)).allMatch(count -> count > 9_500 && count < 10_500));
	}

	@Test
	void picksDifferentThings() {
		Dice dice = new Dice(1);
		assertThat(dice.pick(3, List.of("a", "b", "c", "d"))).doesNotHaveDuplicates().hasSize(3);
		assertThat(dice.shuffle(List.of("a", "b", "c"))).containsExactlyInAnyOrder("a", "b", "c");
	}

}
