package org.peftboard.evaluator.run;

import org.peftboard.evaluator.contract.Result.Arithmetic;
import org.peftboard.evaluator.measure.BaseWork;
import org.peftboard.evaluator.method.AddedWork;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.Blueprint;
import tools.jackson.databind.JsonNode;

/**
 * What a method adds to a base model's arithmetic, counted from shapes: no engine, no weights.
 *
 * <p>PEFT-Bench counts one forward pass over 512 tokens with DeepSpeed's profiler; {@code baseFlops512} is the same pass by formula. The two differ: for
 * LLaMA-3-8B the formula gives 7.82 TFLOP where 8.38 is published, about one more output layer; how the profiler comes to it is not documented, so its
 * convention is not imitated.
 */
final class FlopCount {

	static final int CONTEXT_TOKENS = 512;

	private static final double FLOPS = 2;

	private FlopCount() {
	}

	/** @param config the base model's {@code config.json} */
	static Arithmetic of(JsonNode config, PeftMethod method, Settings settings) {
		Blueprint blueprint = Architectures.blueprint(config);
		BaseWork base = BaseWork.of(blueprint, config.path("vocab_size").asLong());
		AddedWork added = method.addedWork(settings, blueprint);
		boolean encodes = blueprint.hasEncoder();
		int context = CONTEXT_TOKENS;
		double passOfBase = base.pass(context, context, context);
		return new Arithmetic(context, FLOPS * base.generatedToken(context), FLOPS * generated(base, added, encodes), FLOPS * passOfBase,
				FLOPS * (adapted(base, added, encodes) - passOfBase));
	}

	/** Virtual tokens are looked at by every later one; in an encoder–decoder, where they stand before the source. */
	private static double generated(BaseWork base, AddedWork added, boolean encodes) {
		return added.token() + added.tokenPass() + 2 * added.virtualTokens() * (encodes ? base.crossWidth() : base.selfWidth());
	}

	private static double adapted(BaseWork base, AddedWork added, boolean encodes) {
		int context = CONTEXT_TOKENS;
		long longer = context + added.virtualTokens();
		double pass = encodes ? base.pass(context, longer, context) : base.pass(longer, context, context);
		return pass + added.token() * (encodes ? context : longer) + added.source() * (encodes ? longer : 0) + added.tokenPass() + added.sourcePass();
	}

}
