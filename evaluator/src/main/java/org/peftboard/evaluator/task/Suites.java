package org.peftboard.evaluator.task;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.SuiteCard;
import org.peftboard.evaluator.contract.Registry;

/**
 * Every suite, in the order of the catalogue: the tasks that one board ranks by, with the protocol and the base model that go with them.
 */
public final class Suites {

	/** Sentiment, inference, paraphrase, acceptability, multiple choice, similarity, arithmetic, summary. */
	private static final List<String> EIGHT = List.of("mini-verdict", "mini-entailment", "mini-paraphrase", "mini-grammar", "mini-choice", "mini-similarity",
			"mini-sums", "mini-handover");

	public static final Registry<SuiteCard> REGISTRY = new Registry<>("suite",
			List.of(new SuiteCard("mini-quick", "Mini, quick", "Two small tasks about an invented world, on a small decoder: a first row within a minute.",
					List.of("mini-verdict", "mini-handover"), "mini-quick.1", "mini-llama"),
					new SuiteCard("mini", "Mini", "Eight small tasks of eight kinds about an invented world, on a small decoder, for two CPU cores.", EIGHT,
							"mini.1", "mini-llama"),
					new SuiteCard("mini-t5", "Mini, encoder–decoder", "The same eight tasks on a small encoder–decoder.", EIGHT, "mini.1", "mini-t5")),
			SuiteCard::id);

	private Suites() {
	}

}
