package org.peftboard.evaluator.method;

import java.util.List;

import org.peftboard.evaluator.contract.Registry;

/** Every method, in the order of the pages. */
public final class Methods {

	/** id of the method that trains nothing */
	public static final String NONE = "none";

	public static final Registry<PeftMethod> REGISTRY = new Registry<>("method",
			List.of(new Lora(), new RsLora(), new Dora(), new AdaLora(), new Vera(), new LoHa(), new LoKr(), new KronA(), new Oft(), new Ia3(), new Houlsby(),
					new Pfeiffer(), new ParallelAdapter(), new ScaledParallelAdapter(), new Compacter(), new CompacterPlusPlus(), new PromptTuning(),
					new PTuning(), new PrefixTuning(), new Mam(), new UniPelt(), new LnTuning(), new BitFit(), new TrainableTokens(), new AttentionTuning(), new LayerFreezing(),
					new FullFineTuning(), new None()),
			PeftMethod::id);

	private Methods() {
	}

}
