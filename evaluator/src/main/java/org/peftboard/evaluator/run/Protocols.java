package org.peftboard.evaluator.run;

import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Registry;
import org.peftboard.evaluator.nn.AdamW;
import org.peftboard.evaluator.run.Protocol.Batches;
import org.peftboard.evaluator.run.Protocol.Extent;
import org.peftboard.evaluator.run.Protocol.Optimization;
import org.peftboard.evaluator.nn.Precision;
import org.peftboard.evaluator.run.Protocol.Rule;
import org.peftboard.evaluator.run.Protocol.Selection;

/** Every protocol, in the order of the catalogue; the number behind the dot rises when a change moves results. */
public final class Protocols {

	private static final int BUCKET = 20;

	public static final Registry<Protocol> REGISTRY = new Registry<>("protocol",
			List.of(mini("mini.1", "Mini", List.of(0L, 1L, 2L)), mini("mini-quick.1", "Mini, one seed", List.of(0L)), peftBench(), lialin(), huggingFace()),
			Protocol::id);

	private Protocols() {
	}

	private static Protocol mini(String id, String title, List<Long> seeds) {
		return new Protocol(id, title, "300 steps of 16 examples with AdamW, warm-up and a cosine; the checkpoint with the best validation score is tested.", "",
				seeds, new Extent(300, 0, 0, 0, 0, 0, 1), Map.of(), new Batches(16, 1, BUCKET, false),
				new Optimization(Schedule.Shape.COSINE, 0.1, new AdamW.Settings(0.9, 0.999, 0.01, 1e-8), true, 1), Map.of(),
				new Selection(Rule.BEST_SCORE, 60, 0, 100), Precision.FLOAT32, true);
	}

	private static Protocol peftBench() {
		return new Protocol("peft-bench.1", "PEFT-Bench",
				"Ten epochs of batches of 4 with AdamW, warm-up over a tenth and a cosine; five seeds; the checkpoint with the least loss on the held-out tenth."
						+ " Learning rates as in its code of 2026; the first paper gives 5e-5 for every method. Prompts without a chat template.",
				"PEFT-Bench (arXiv 2511.21285) and its configuration files", List.of(42L, 123L, 456L, 789L, 101112L), new Extent(0, 10, 0, 2048, 1024, 0, 1),
				Map.of(), new Batches(4, 1, BUCKET, false), new Optimization(Schedule.Shape.COSINE, 0.1, new AdamW.Settings(0.9, 0.999, 1e-5, 1e-8), false, 1),
				Map.of("*", 5e-5, "prompt-tuning", 3e-2, "p-tuning", 1e-3, "prefix-tuning", 1e-5), new Selection(Rule.LEAST_LOSS, 0, 0.05, 0),
				Precision.BFLOAT16, false);
	}

	/** The learning rate is a submission's: the paper takes the best of 1e-3, 1e-4 and 5e-5 at seed 0. */
	private static Protocol lialin() {
		return new Protocol("lialin.1", "Scaling Down to Scale Up",
				"Three epochs of SuperGLUE, one of CNN/DailyMail, batches of 32, AdamW, warm-up over 6 % and a line to 0; three seeds; the checkpoint with the"
						+ " best validation score. The paper chose each learning rate from 1e-3, 1e-4 and 5e-5 at seed 0.",
				"Lialin et al. (arXiv 2303.15647) and its code, peft_comparison", List.of(0L, 1L, 42L), new Extent(0, 3, 100, 512, 8, 0, 5),
				Map.of("cnn-dailymail", new Extent(0, 1, 100, 512, 128, 1600, 3)), new Batches(32, 1, BUCKET, false),
				new Optimization(Schedule.Shape.LINEAR, 0.06, new AdamW.Settings(0.9, 0.999, 0.1, 1e-8), false, 1), Map.of(),
				new Selection(Rule.BEST_SCORE, 0, 0.1, 0), Precision.BFLOAT16, false);
	}

	private static Protocol huggingFace() {
		return new Protocol("hf-comparison.1", "Hugging Face's method comparison",
				"5,000 steps of batches of 4 on MetaMathQA with AdamW, warm-up over a tenth and a cosine; one seed; the last checkpoint, tested on GSM8K.",
				"Hugging Face PEFT, method_comparison/MetaMathQA, July 2026", List.of(0L), new Extent(5000, 0, 0, 768, 300, 0, 1), Map.of(),
				new Batches(4, 1, BUCKET, true), new Optimization(Schedule.Shape.COSINE, 0.1, new AdamW.Settings(0.9, 0.999, 0.1, 1e-8), true, 1),
				Map.of("*", 1e-4), new Selection(Rule.LAST, 250, 0, 50), Precision.BFLOAT16, false);
	}

}
