package org.peftboard.evaluator.task;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.SuiteCard;
import org.peftboard.evaluator.contract.Registry;

/**
 * What the published comparisons are made of, as cards: tasks, protocol and base model by its name on the hub. The suites that
 * boards rank by are in {@link Suites}.
 */
public final class PublishedSuites {

	private static final List<String> PEFT_BENCH = List.of("mnli", "qqp", "qnli", "sst2", "stsb", "mrpc", "rte", "cola", "record", "multirc", "boolq", "wic",
			"wsc",
			"cb", "copa", "mmlu", "piqa", "siqa", "hellaswag", "winogrande", "openbookqa", "math-qa", "gsm8k", "svamp", "conala", "codealpacapy", "apps");

	public static final Registry<SuiteCard> REGISTRY = new Registry<>("published suite",
			List.of(new SuiteCard("peft-bench", "PEFT-Bench", "27 tasks of GLUE, SuperGLUE, knowledge, mathematics and code, metrics corrected.", PEFT_BENCH,
					"peft-bench.1", "meta-llama/Meta-Llama-3-8B-Instruct"),
					new SuiteCard("peft-bench-as-published", "PEFT-Bench, as published",
							"The 27 tasks with the prompts and main metrics of the published numbers.",
							PEFT_BENCH.stream().map(PublishedSuites::asPublished).toList(), "peft-bench.1", "meta-llama/Meta-Llama-3-8B-Instruct"),
					new SuiteCard("lialin", "Scaling Down to Scale Up", "Three tasks of SuperGLUE and a summarisation of news.",
							List.of("boolq", "rte", "copa", "cnn-dailymail"), "lialin.1", "google-t5/t5-large"),
					new SuiteCard("hf-comparison", "Hugging Face's method comparison", "Word problems, trained on MetaMathQA and tested on GSM8K.",
							List.of("metamathqa"), "hf-comparison.1", "meta-llama/Llama-3.2-3B")),
			SuiteCard::id);

	private PublishedSuites() {
	}

	/** The variant that stands beside a task; the task itself where there is none to correct. */
	private static String asPublished(String task) {
		String published = task + "-as-published";
		return Tasks.REGISTRY.find(published).isPresent() ? published : task;
	}

}
