package org.peftboard.evaluator.method;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;

/** A way to fine-tune: one file, one line in {@link Methods}. */
public interface PeftMethod {

	/** what the form, the checker and the pages are drawn from */
	MethodCard card();

	/** The change to a model under checked settings, to be trained. */
	Adaptation configure(Settings settings);

	/** The same as its adapter file has it: without what is for training only. Its parameters are the file's. */
	default Adaptation exported(Settings settings) {
		return configure(settings);
	}

	/** What it adds to inference until it is merged, by formula; nothing unless the method says so. */
	default AddedWork addedWork(Settings settings, Blueprint blueprint) {
		return AddedWork.NONE;
	}

	default String id() {
		return card().id();
	}

}
