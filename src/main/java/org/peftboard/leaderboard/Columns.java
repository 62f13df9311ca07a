package org.peftboard.leaderboard;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Costs;
import org.peftboard.language.Words;
import org.peftboard.result.StoredResult;

/** Headings and units of the three costs on one board. */
record Columns(CostFormat parameters, CostFormat latency, CostFormat memory) {

	/** Adapters are stated in megabytes everywhere. */
	static final CostFormat ADAPTER = new CostFormat("Adapter", "MB", 1e6, 1);

	/** Scores are 0 to 100 everywhere. */
	static final CostFormat SCORE = new CostFormat("Score", "", 1, 1);

	static Columns of(Costs costs, List<StoredResult> rows) {
		return new Columns(CostFormat.of(costs.parameters(), largest(rows, StoredResult::parameterCost)),
				CostFormat.of(costs.latency(), largest(rows, StoredResult::latencyCost)),
				CostFormat.of(costs.memory(), largest(rows, StoredResult::memoryCost)));
	}

	Columns in(Words words) {
		return new Columns(parameters.in(words), latency.in(words), memory.in(words));
	}

	private static double largest(List<StoredResult> rows, Function<StoredResult, @Nullable Double> cost) {
		return rows.stream().map(cost).filter(Objects::nonNull).mapToDouble(Double::doubleValue).max().orElse(0);
	}

}
