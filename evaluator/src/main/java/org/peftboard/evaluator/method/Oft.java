package org.peftboard.evaluator.method;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;
import org.peftboard.evaluator.nn.Pass;

/**
 * Orthogonal fine-tuning: each layer's input is rotated, block by block, before the frozen weight.
 *
 * <p>y = W blockdiag(R)ᵀ x + b. Each block's skew-symmetric Q (b, b) is trained by its strict upper triangle. R is the Cayley transform of Q: with the
 * series, I + 2Q + 2Q² + … + Q^(terms−1), which is (I + Q)(I − Q)⁻¹ cut off; exactly, (I − Q)(I + Q)⁻¹, whose sign is the other. At the start Q = 0.
 * Trainable parameters: in · (b − 1) / 2 for each layer. Merges.
 *
 * <p>Source: Qiu et al., <a href="https://arxiv.org/abs/2306.07280">arXiv:2306.07280</a>; the series and its default of five terms as in Hugging Face PEFT.
 */
final class Oft implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("oft", "OFT", "reparametrised",
				"Rotates the input of each layer by learned orthogonal blocks, which keeps the angles between neurons. Folds into the weights.",
				"y = W blockdiag(R)ᵀ x, R = (I + Q)(I − Q)⁻¹", "Qiu et al., 2023, Controlling Text-to-Image Diffusion by Orthogonal Finetuning",
				"https://arxiv.org/abs/2306.07280",
				List.of(CommonParameters.whole("blockSize", "Block size", 2, 512, 32, "Side b of the blocks; it divides the layer's input width."),
						CommonParameters.flag("series", "Series", true, "Cut the Cayley transform's series in place of solving for it."),
						CommonParameters.whole("terms", "Terms of the series", 4, 16, 5, "Terms that are kept, the first among them."),
						CommonParameters.targetModules(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE), CommonParameters.learningRate(5e-3)),
				true, "OFT", true,
				List.of(new Preset(CommonParameters.HF_COMPARISON, Map.of("learningRate", 1e-4), "oft/rank32; there r is 32, here the block size is set.")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		int block = settings.whole("blockSize");
		int terms = settings.flag("series") ? settings.whole("terms") : 0;
		return OnLinears.of(settings, (site, base, parameters) -> {
			requireDivides(site, base, block);
			Parameter triangle = parameters.zeros(site.path() + ".oft_R.weight", new Shape(base.in() / block, (long) block * (block - 1) / 2));
			Rotated layer = new Rotated(base, triangle, block, terms, parameters);
			parameters.merge(base.weight().name(), layer::merged);
			return layer;
		});
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		double block = settings.whole("blockSize");
		int products = settings.flag("series") ? settings.whole("terms") - 1 : 1;
		return AddedWork.linears(blueprint, OnLinears.kinds(settings), (in, out) -> new AddedWork.Cost(in * block, products * in * block * block));
	}

	private static void requireDivides(Site site, Dense base, int block) {
		if (base.in() % block != 0) {
			throw new Problem.Refused("blockSize", String.valueOf(block), "a divisor of " + base.in() + ", the input width of " + site.path());
		}
	}

	/** @param terms of the series; 0 to solve exactly */
	private record Rotated(Dense base, Parameter triangle, int block, int terms, Parameters parameters) implements Linear {

		@Override
		public NDArray forward(NDArray x, Pass pass) {
			return base.forward(pass.ops().call("rotated", x, rotation(pass::call, pass)), pass);
		}

		private NDArray rotation(DeltaLinear.Call call, Pass pass) {
			NDArray places = pass.once(("places of " + block).intern(), () -> pass.manager().create(places(block), new Shape(block, block)));
			return rotation(call, places);
		}

		private NDArray rotation(DeltaLinear.Call call, NDArray places) {
			if (terms == 0) {
				return call.call("cayley", triangle.array(), places);
			}
			return call.call("cayley_series", triangle.array(), places, parameters.ops().constant(terms));
		}

		private NDArray merged() {
			Ops ops = parameters.ops();
			try (NDManager scratch = ops.newManager()) {
				NDArray places = scratch.create(places(block), new Shape(block, block));
				return ops.update("rotated_merge", base.weight().array(), rotation(ops::update, places));
			}
		}

	}

	/** For each entry of a block the place in its triangle's row, and the zero behind the row where there is none. */
	private static long[] places(int block) {
		long[] places = new long[block * block];
		int next = 0;
		Arrays.fill(places, (long) block * (block - 1) / 2);
		for (int row = 0; row < block; row++) {
			for (int column = row + 1; column < block; column++) {
				places[row * block + column] = next++;
			}
		}
		return places;
	}

}
