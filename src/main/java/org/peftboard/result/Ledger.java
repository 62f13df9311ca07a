package org.peftboard.result;

import java.time.Clock;
import java.time.Instant;

import org.peftboard.catalog.RowFacts;
import org.peftboard.evaluator.contract.Json;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The one place where a row is added. */
@Component
class Ledger {

	private final ResultRows rows;

	private final Clock clock;

	Ledger(ResultRows rows, Clock clock) {
		this.rows = rows;
		this.clock = clock;
	}

	/**
	 * Stores a row; written at once, so that a race shows here and not at the caller's commit.
	 *
	 * @throws AlreadyPublished where the row's key is taken
	 */
	@Transactional
	public StoredResult append(NewRow row) {
		if (rows.existsByEvaluationKey(row.evaluationKey())) {
			throw new AlreadyPublished(row.evaluationKey());
		}
		try {
			return rows.saveAndFlush(new StoredResult(PublicIds.next(), row, Instant.now(clock)));
		}
		catch (DataIntegrityViolationException exception) {
			throw new AlreadyPublished(row.evaluationKey());
		}
	}

	/** Stores facts with a row that has none yet. */
	@Transactional
	public void addFacts(StoredResult row, RowFacts facts) {
		rows.addFacts(row.id(), Json.line(facts));
	}

	/** Stores facts in place of the same facts without settings. */
	@Transactional
	public void addSettings(StoredResult row, RowFacts facts) {
		rows.replaceFacts(row.id(), Json.line(row.facts()), Json.line(facts));
	}

}
