package org.peftboard.evaluator.run;

import java.util.Comparator;
import java.util.List;

import ai.djl.ndarray.NDManager;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.task.mini.MiniCorpus;
import org.peftboard.evaluator.text.Tokenizer;

/** What training did to a decoder's language: its loss on documents that neither pretraining nor a task's training saw. */
final class Retention {

	private static final int DOCUMENTS = 200;

	private static final int BATCH_SIZE = 32;

	private final List<TokenBatch.Row> rows;

	private final int padding;

	private final double lossBefore;

	/** Reads the base model's loss. */
	Retention(LanguageModel base, Tokenizer tokenizer, SpecialTokens special) {
		this.padding = special.padding();
		this.rows = MiniCorpus.documents(MiniCorpus.HELD_OUT_SEED, MiniCorpus.Mix.STORIES)
			.limit(DOCUMENTS)
			.map(document -> SpecialTokens.joined(special.framed(tokenizer.encode(document), false), new int[] { special.end() }))
			.filter(ids -> ids.length <= base.freePositions())
			.map(ids -> new TokenBatch.Row(ids, 1))
			.sorted(Comparator.comparingInt(row -> row.ids().length))
			.toList();
		this.lossBefore = meanLoss(base, rows, padding, BATCH_SIZE);
	}

	Result.Retention after(LanguageModel model) {
		long tokens = rows.stream().mapToLong(row -> row.ids().length - row.firstTarget()).sum();
		return new Result.Retention(tokens, lossBefore, meanLoss(model, rows, padding, BATCH_SIZE));
	}

	/** Mean cross-entropy over all target tokens of these rows, in nats. */
	static double meanLoss(LanguageModel model, List<TokenBatch.Row> rows, int padding, int batchSize) {
		double sum = 0;
		long targets = 0;
		for (int from = 0; from < rows.size(); from += batchSize) {
			TokenBatch batch = TokenBatch.of(model, rows.subList(from, Math.min(from + batchSize, rows.size())), padding);
			try (NDManager step = model.ops().newManager()) {
				sum += batch.targets().length * (double) Trainer.loss(model, model.pass(step, batch.sequences()), batch).getFloat();
				targets += batch.targets().length;
			}
		}
		return sum / targets;
	}

}
