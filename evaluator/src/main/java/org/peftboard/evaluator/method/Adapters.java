package org.peftboard.evaluator.method;

import ai.djl.ndarray.NDArray;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Hooks;
import org.peftboard.evaluator.model.Residual;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Parameters;

/** Where bottleneck adapters stand. */
enum Adapters {

	/** behind the attention and behind the feed-forward, each reading what the sub-layer wrote: x + f + A(f) */
	AFTER_BOTH {
		@Override
		boolean stands(Site site) {
			return !site.cross();
		}

		@Override
		Residual residual(Bottleneck adapter) {
			return (stream, input, output, pass) -> pass.ops().call("add", pass.ops().call("add", stream, output), adapter.forward(output, pass));
		}
	},

	/** behind the feed-forward, reading the residual stream: s + A(s), s = x + f */
	AFTER_FEED_FORWARD {
		@Override
		boolean stands(Site site) {
			return site.kind() == Site.Kind.MLP;
		}

		@Override
		Residual residual(Bottleneck adapter) {
			return (stream, input, output, pass) -> {
				NDArray joined = pass.ops().call("add", stream, output);
				return pass.ops().call("add", joined, adapter.forward(joined, pass));
			};
		}
	};

	/** Whether an adapter stands at this attention or feed-forward; none does at an attention over an encoder, as in AdapterHub. */
	abstract boolean stands(Site site);

	abstract Residual residual(Bottleneck adapter);

	/** Makes the adapter of a site. */
	@FunctionalInterface
	interface Maker {

		Bottleneck make(Parameters parameters, Site site, long width);

	}

	/** Hooks that put an adapter of this make at every such place. */
	Hooks hooks(Parameters parameters, Maker maker) {
		return new Hooks() {

			@Override
			public Residual residual(Site site, long width) {
				return stands(site) ? Adapters.this.residual(maker.make(parameters, site, width)) : Residual.PLAIN;
			}

		};
	}

	/** Full matrices, under the settings {@code reductionFactor} and {@code activation}. */
	Adaptation full(Settings settings) {
		return (blueprint, parameters) -> hooks(parameters, (all, site, width) -> Bottleneck.full(all, site, width, settings.whole("reductionFactor"),
				settings.text("activation")));
	}

}
