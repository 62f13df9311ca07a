package org.peftboard.catalog;

import java.util.List;

/** Boards for tests. */
public final class TestBoards {

	private TestBoards() {
	}

	/** A published table's board, relative to 10 parameters, 2 times the latency and 4 GB. */
	public static Board published(String id) {
		Costs costs = new Costs(new Costs.Quantity("Trainable", Unit.COUNT, "Counted."),
				new Costs.Quantity("Latency", Unit.RATIO, "Timed."), new Costs.Quantity("Memory", Unit.GIGABYTE, "Read."));
		return new Board(id, 1, "A table", "For tests.", Provenance.PUBLISHED, "suite", "model", "machine", null, costs,
				List.of(new Board.Score("pscp-exp/1", new References(10, 2, 4, 0, "for tests"))), List.of(),
						new Board.Source("A paper", null, "As printed."));
	}

}
