package org.peftboard.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.contract.Phase;
import org.peftboard.evaluator.contract.Progress;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressBufferTest {

	private long nanos;

	private final ProgressBuffer buffer = new ProgressBuffer(() -> nanos);

	private void add(long millisLater, Phase phase, int step, @Nullable Double score) {
		nanos += millisLater * 1_000_000;
		buffer.add(new Progress("2026-01-01T00:00:00Z", phase, "echo", 7L, step, 1000, 1.0, score, null, 0.5, null, null));
	}

	private List<Integer> steps() {
		return buffer.drain().stream().map(Progress::step).toList();
	}

	@Test
	void keepsTheFirstLineAndThenOneInAWhile() {
		for (int step = 1; step <= 100; step++) {
			add(10, Phase.TRAINING, step, null);
		}
		assertThat(steps()).containsExactly(1, 22, 43, 64, 85);
	}

	@Test
	void keepsEveryValidationAndEveryChangeOfPhaseWithWhatStoodBeforeIt() {
		add(1, Phase.TRAINING, 1, null);
		add(1, Phase.TRAINING, 2, 50.0);
		add(1, Phase.TRAINING, 3, null);
		add(1, Phase.TRAINING, 4, null);
		add(1, Phase.EVALUATING, 5, null);
		assertThat(steps()).containsExactly(1, 2, 4, 5);
	}

	@Test
	void givesTheNewestLineOnceTheWhileIsOver() {
		add(1, Phase.TRAINING, 1, null);
		add(1, Phase.TRAINING, 2, null);
		assertThat(steps()).containsExactly(1);
		nanos += 1_000_000_000;
		assertThat(steps()).containsExactly(2);
		assertThat(steps()).isEmpty();
	}

	@Test
	void staysBelowFourThousandLinesInAnHour() {
		List<Progress> all = new ArrayList<>();
		for (int step = 0; step < 360_000; step++) {
			add(10, Phase.TRAINING, step, null);
			all.addAll(buffer.drain());
		}
		assertThat(all.size()).isBetween(1_000, 4_000);
	}

}
