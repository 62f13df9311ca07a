package org.peftboard.evaluator.task;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.SuiteCard;
import org.peftboard.evaluator.contract.Registry;

/**
 * Every suite, in the order of the catalogue: the tasks that one board ranks by, with the protocol and the base model that go with them.
 */
public final class Suites {

	public static final Registry<SuiteCard> REGISTRY = new Registry<>("suite",
			List.of(new SuiteCard("mini", "Mini", "Two small tasks about an invented world, on a small model, for two CPU cores.",
					List.of("mini-verdict", "mini-handover"), "mini-quick.1", "mini-llama")),
			SuiteCard::id);

	private Suites() {
	}

}
