package org.peftboard.evaluator.method;

import java.util.List;

import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Parameter;

/**
 * KronA: the update is a Kronecker product of two full matrices.
 *
 * <p>y = (W + s · A ⊗ B) x, A (l, m) and B (k, n) with l·k = out and m·n = in. At the start A = 0 and B is uniform. Trainable parameters: l·m + k·n for
 * each layer. Merges. Written for Hugging Face PEFT as LoKr with full factors.
 *
 * <p>Source: Edalati et al., <a href="https://arxiv.org/abs/2212.10650">arXiv:2212.10650</a>.
 */
final class KronA implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("krona", "KronA", "reparametrised",
				"The update is a Kronecker product of two full matrices: few parameters, and no bound on its rank as LoRA has it.", "y = (W + s · A ⊗ B) x",
				"Edalati et al., 2022, KronA: Parameter Efficient Tuning with Kronecker Adapter", "https://arxiv.org/abs/2212.10650",
				List.of(CommonParameters.number("scale", "Scale", 1e-3, 4096, 1, "The update is multiplied by this."),
						CommonParameters.whole("decomposeFactor", "Factor", -1, 4096, -1,
								"Side of A that is aimed at; −1 for the one nearest to the square root of the layer's side."),
						CommonParameters.targetModules(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE), CommonParameters.learningRate(2e-2)),
				true, "LOKR", true, List.of());
	}

	@Override
	public Adaptation configure(Settings settings) {
		int factor = settings.whole("decomposeFactor");
		double scale = settings.number("scale");
		return OnLinears.of(settings, (site, base, parameters) -> {
			LoKr.Split out = LoKr.Split.of(base.out(), factor);
			LoKr.Split in = LoKr.Split.of(base.in(), factor);
			Parameter a = parameters.zeros(site.path() + ".lokr_w1", new Shape(out.small(), in.small()));
			Parameter b = parameters.uniform(site.path() + ".lokr_w2", new Shape(out.large(), in.large()), 1 / Math.sqrt(in.large()));
			return DeltaLinear.of(base, parameters,
					call -> call.call("kronecker_merge", base.weight().array(), a.array(), b.array(), parameters.ops().constant(scale)));
		});
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		return AddedWork.linears(blueprint, OnLinears.kinds(settings), (in, out) -> AddedWork.Cost.once(2.0 * in * out));
	}

}
