package org.peftboard.result;

import java.util.Objects;
import java.util.Optional;

import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.catalog.PublishedTable;
import org.peftboard.catalog.RowFacts;
import org.peftboard.evaluator.contract.Catalogue;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Brings the published tables into the database at start, each row once.
 *
 * <p>A row that is there already and equal is left alone; one that differs stops the start, because published rows never change. Only facts may be added, once, to
 * a row that was imported before its file had any, and settings to facts that were imported without.
 */
@Component
class SeedImport implements ApplicationRunner {

	private static final Logger LOG = LoggerFactory.getLogger(SeedImport.class);

	private final Boards boards;

	private final ResultRows rows;

	private final Ledger ledger;

	private final Calibration calibration;

	private final EvaluatorCards cards;

	SeedImport(Boards boards, ResultRows rows, Ledger ledger, Calibration calibration, EvaluatorCards cards) {
		this.cards = cards;
		this.boards = boards;
		this.rows = rows;
		this.ledger = ledger;
		this.calibration = calibration;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		boards.tables().forEach(this::importTable);
		// two last reference runs published at the same moment see each other only now
		boards.all().stream().filter(Board::measured).forEach(calibration::freezeWhenComplete);
	}

	/**
	 * Adds what is missing of a table.
	 *
	 * @return how many rows were added
	 * @throws Problem.Refused where a row differs from what was imported before
	 */
	int importTable(PublishedTable table) {
		int added = 0;
		for (PublishedTable.Row row : table.rows()) {
			added += importRow(table.board(), row) ? 1 : 0;
		}
		if (added > 0) {
			LOG.info("Imported {} rows of '{}'", added, table.board().id());
		}
		return added;
	}

	private boolean importRow(Board board, PublishedTable.Row row) {
		NewRow wanted = new NewRow(board, "published:" + board.id() + "/" + row.id(), null, row.title(), row.methodId(), methodTitle(row),
				row.family(), null, row.score(), row.parameterCost(), row.latencyCost(), row.memoryCost(), row.provenance(),
				row.facts() == null ? RowFacts.NONE : row.facts());
		Optional<StoredResult> stored = rows.findByEvaluationKey(wanted.evaluationKey());
		if (stored.isEmpty()) {
			return append(wanted);
		}
		requireEqual(stored.get(), wanted);
		if (stored.get().withoutFacts() && !wanted.facts().equals(RowFacts.NONE)) {
			ledger.addFacts(stored.get(), wanted.facts());
		}
		else if (stored.get().facts().config() == null && wanted.facts().config() != null) {
			ledger.addSettings(stored.get(), wanted.facts());
		}
		return false;
	}

	/** The evaluator's name of the method where it has it, else the row's own without what stands behind a comma. */
	private String methodTitle(PublishedTable.Row row) {
		return cards.catalogue()
			.methods()
			.stream()
			.filter(method -> method.id().equals(row.methodId()))
			.findFirst()
			.map(Catalogue.MethodCard::title)
			.orElseGet(() -> row.title().split(",")[0]);
	}

	/** Adds a row unless another instance of this application, starting at the same time, was faster. */
	private boolean append(NewRow row) {
		try {
			ledger.append(row);
			return true;
		}
		catch (AlreadyPublished exception) {
			return false;
		}
	}

	/** The wanted facts, without settings where none were imported before. */
	private static RowFacts known(StoredResult before, NewRow wanted) {
		RowFacts facts = wanted.facts();
		return before.facts().config() != null ? facts : new RowFacts(facts.mergeable(), facts.adapterBytes(), facts.date(), facts.taskScores(), facts.quantities(), null,
				facts.runs(), facts.cautions());
	}

	private static void requireEqual(StoredResult before, NewRow wanted) {
		boolean equal = Objects.equals(before.score(), wanted.score()) && before.title().equals(wanted.title())
				&& before.methodId().equals(wanted.methodId())
				&& before.family().equals(wanted.family()) && Objects.equals(before.parameterCost(), wanted.parameterCost())
				&& Objects.equals(before.latencyCost(), wanted.latencyCost()) && Objects.equals(before.memoryCost(), wanted.memoryCost())
				&& Objects.equals(before.note(), wanted.note()) && (before.withoutFacts() || Json.line(before.facts()).equals(Json.line(known(before, wanted))));
		if (!equal) {
			throw new Problem.Refused("row '" + wanted.evaluationKey() + "'", "other values than were imported before",
					"the same values, or a board with a new id and version: published rows never change");
		}
	}

}
