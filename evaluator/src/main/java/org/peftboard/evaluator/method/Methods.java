package org.peftboard.evaluator.method;

import java.util.List;

import org.peftboard.evaluator.contract.Registry;

/** Every method, in the order of the pages. */
public final class Methods {

	/** id of the method that trains nothing */
	public static final String NONE = "none";

	public static final Registry<PeftMethod> REGISTRY = new Registry<>("method",
			List.of(new Lora(), new LnTuning(), new FullFineTuning(), new None()), PeftMethod::id);

	private Methods() {
	}

}
