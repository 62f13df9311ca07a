package org.peftboard.result;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.EvaluatorCards;
import org.springframework.stereotype.Component;

/**
 * Freezes a measured board's references when the last of its reference runs is in.
 *
 * <p>P_ref is all parameters of the base model; L_ref and M_ref are the largest latency and the largest peak training memory of the
 * reference runs. A run that trains nothing has no training memory and does not count there.
 */
@Component
class Calibration {

	private final ResultRows rows;

	private final FrozenReferenceRows references;

	private final MarkRows marks;

	private final EvaluatorCards cards;

	private final Clock clock;

	Calibration(ResultRows rows, FrozenReferenceRows references, MarkRows marks, EvaluatorCards cards, Clock clock) {
		this.rows = rows;
		this.marks = marks;
		this.references = references;
		this.cards = cards;
		this.clock = clock;
	}

	Optional<FrozenReferences> of(String boardId) {
		return references.findByBoardId(boardId);
	}

	/** How many boards have frozen references. */
	long frozenBoards() {
		return references.count();
	}

	/** Writes the references once; does nothing while a reference run is missing or suspect, and nothing ever after. */
	void freezeWhenComplete(Board board) {
		if (of(board.id()).isPresent()) {
			return;
		}
		Map<String, Review> reviews = marks.ofBoard(board.id());
		List<StoredResult> runs = rows.findByBoardIdAndReferenceRunIsNotNullOrderById(board.id())
			.stream()
			.filter(run -> !reviews.getOrDefault(run.publicId(), Review.FRESH).held())
			.toList();
		Set<String> in = runs.stream().map(StoredResult::referenceRun).collect(Collectors.toSet());
		if (!board.referenceRuns().stream().map(Board.ReferenceRun::id).allMatch(in::contains)) {
			return;
		}
		OptionalDouble latency = largest(runs, StoredResult::latencyCost);
		OptionalDouble memory = largest(runs, StoredResult::memoryCost);
		if (latency.isPresent() && memory.isPresent()) {
			references.saveAndFlush(new FrozenReferences(board.id(), cards.baseModel(board.baseModel()).parameters(), latency.getAsDouble(),
					memory.getAsDouble(), runs.size(), Instant.now(clock)));
		}
	}

	private static OptionalDouble largest(List<StoredResult> runs, Function<StoredResult, @Nullable Double> cost) {
		return runs.stream().map(cost).filter(Objects::nonNull).mapToDouble(Double::doubleValue).max();
	}

}
