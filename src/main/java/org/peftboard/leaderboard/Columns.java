package org.peftboard.leaderboard;

import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Costs;
import org.peftboard.result.StoredResult;

/** Headings and units of the three costs on one board. */
record Columns(CostFormat parameters, CostFormat latency, CostFormat memory) {

	/** Adapters are stated in megabytes everywhere. */
	static final CostFormat ADAPTER = new CostFormat("Adapter", "MB", 1e6, 1);

	/** Scores are 0 to 100 everywhere. */
	static final CostFormat SCORE = new CostFormat("Score", "", 1, 1);

	static Columns of(Standing standing) {
		Costs costs = standing.board().costs();
		return new Columns(CostFormat.of(costs.parameters(), largest(standing, StoredResult::parameterCost)),
				CostFormat.of(costs.latency(), largest(standing, StoredResult::latencyCost)),
				CostFormat.of(costs.memory(), largest(standing, StoredResult::memoryCost)));
	}

	private static double largest(Standing standing, Function<StoredResult, @Nullable Double> cost) {
		return standing.rows().stream().map(cost).filter(Objects::nonNull).mapToDouble(Double::doubleValue).max().orElse(0);
	}

}
