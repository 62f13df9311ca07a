package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Hooks;
import org.peftboard.evaluator.model.Prefix;
import org.peftboard.evaluator.model.Residual;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameters;
import org.peftboard.evaluator.nn.Pass;

/**
 * UniPELT: LoRA, prefix tuning and bottleneck adapters at once, each behind a {@link Gate} that learns when to use it.
 *
 * <p>y = W x + g(x) · (alpha / r) B A x; keys and values of the prefix are scaled by g of what the attention reads; h ← s + g(s) · A(s) behind the
 * feed-forward. Trainable parameters: those of the three parts and C + 1 for each gate, one a LoRA layer, one an attention, one an adapter.
 *
 * <p>Source: Mao et al., <a href="https://arxiv.org/abs/2110.07577">arXiv:2110.07577</a>; parts as Lialin et al. ran it (AdapterHub).
 */
final class UniPelt implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("unipelt", "UniPELT", "hybrid",
				"LoRA, prefix tuning and bottleneck adapters in one model, each behind a gate that learns from the input when to use it.",
				"gated LoRA ∪ gated prefix tuning ∪ gated adapter", "Mao et al., 2021, UniPELT: A Unified Framework for Parameter-Efficient Language Model Tuning",
				"https://arxiv.org/abs/2110.07577",
				List.of(CommonParameters.rank(8), CommonParameters.alpha(8),
						CommonParameters.targetModules(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE), CommonParameters.virtualTokens(10),
						CommonParameters.whole("encoderHiddenSize", "Hidden size", 1, 8192, 512, "Inner width of the prefixes' MLP."),
						CommonParameters.reductionFactor(16), CommonParameters.activation("relu"), CommonParameters.learningRate(3e-3)),
				false, "none", false,
				List.of(new Preset(CommonParameters.LIALIN, Map.of("rank", 8, "alpha", 8, "virtualTokens", 10, "encoderHiddenSize", 512, "reductionFactor", 16),
						"unipelt, the union of gated lora, prefix_tuning and seq_bn")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		return (blueprint, parameters) -> new Combined(List.of(lora(settings, parameters), prefixes(settings, blueprint, parameters),
				adapters(settings, parameters)));
	}

	/** The three parts, a gate's C products at each, and its multiplication with what LoRA and the adapter give. */
	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		double rank = settings.whole("rank");
		double width = blueprint.width();
		return AddedWork.linears(blueprint, OnLinears.kinds(settings), (in, out) -> AddedWork.Cost.each(rank * (in + out) + in + out))
			.and(AddedWork.prefixes(blueprint, site -> true, settings.whole("virtualTokens")))
			.and(AddedWork.attentions(blueprint, site -> true, ignored -> width))
			.and(AddedWork.subLayers(blueprint, site -> site.kind() == Site.Kind.MLP, Bottleneck.work(settings, blueprint).and(AddedWork.Cost.each(2 * width))));
	}

	private static Hooks lora(Settings settings, Parameters parameters) {
		Set<Site.Kind> kinds = OnLinears.kinds(settings);
		double scaling = settings.number("alpha") / settings.whole("rank");
		return new OnLinears(kinds, parameters, (site, base, all) -> {
			Lora.Pair pair = Lora.Pair.of(site, base, all, settings.whole("rank"), false);
			return new GatedLora(base, pair, scaling, Gate.of(all, site.path() + ".lora", base.in(), readsEncoder(site)));
		});
	}

	/** Whether a linear layer's input are an encoder's states. */
	private static boolean readsEncoder(Site site) {
		boolean ofSource = site.kind() == Site.Kind.ATTENTION_KEY || site.kind() == Site.Kind.ATTENTION_VALUE;
		return site.stack() == Site.Stack.ENCODER || (site.cross() && ofSource);
	}

	private record GatedLora(Dense base, Lora.Pair pair, double scaling, Gate gate) implements Linear {

		@Override
		public NDArray forward(NDArray x, Pass pass) {
			Ops ops = pass.ops();
			return ops.call("add_gated", base.forward(x, pass), pair.update(x, ops, scaling, 0), gate.of(x, pass));
		}

	}

	private static Hooks prefixes(Settings settings, Blueprint blueprint, Parameters parameters) {
		PrefixBank bank = new PrefixBank(blueprint, parameters, settings.whole("virtualTokens"), settings.whole("encoderHiddenSize"), true);
		return new Hooks() {

			@Override
			public Prefix prefix(Site site) {
				Gate gate = Gate.of(parameters, site.path() + ".prefix_tuning", blueprint.width(), site.stack() == Site.Stack.ENCODER);
				return new GatedPrefix(bank.at(site), gate);
			}

		};
	}

	private record GatedPrefix(Prefix prefix, Gate gate) implements Prefix {

		@Override
		public int length() {
			return prefix.length();
		}

		@Override
		public NDArray keys(Pass pass) {
			return prefix.keys(pass);
		}

		@Override
		public NDArray values(Pass pass) {
			return prefix.values(pass);
		}

		@Override
		public NDArray gate(NDArray input, Pass pass) {
			return gate.of(input, pass);
		}

	}

	private static Hooks adapters(Settings settings, Parameters parameters) {
		return new Hooks() {

			@Override
			public Residual residual(Site site, long width) {
				if (site.kind() != Site.Kind.MLP) {
					return Residual.PLAIN;
				}
				Bottleneck adapter = Bottleneck.full(parameters, site, width, settings.whole("reductionFactor"), settings.text("activation"));
				Gate gate = Gate.of(parameters, adapter.path(), width, site.stack() == Site.Stack.ENCODER);
				return (stream, input, output, pass) -> {
					NDArray joined = pass.ops().call("add", stream, output);
					return pass.ops().call("add_gated", joined, adapter.forward(joined, pass), gate.of(joined, pass));
				};
			}

		};
	}

}
