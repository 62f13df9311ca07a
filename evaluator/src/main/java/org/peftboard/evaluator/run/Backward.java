package org.peftboard.evaluator.run;

import java.util.List;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Pass;

/** How the gradients of a batch's loss come about. */
interface Backward {

	/** In the step's memory. */
	Gradients gradients(NDManager step, TokenBatch batch);

	/**
	 * Gradients.
	 *
	 * @param crossEntropy mean per target token, in nats
	 * @param ofWeights    of the cross-entropy and the method's own term, in the order of the model's trained parameters
	 */
	record Gradients(double crossEntropy, List<NDArray> ofWeights) {
	}

	/** Keeps what the backward pass needs of every layer. */
	static Backward keepingActivations(LanguageModel model, Object owner) {
		Ops ops = model.ops();
		return (step, batch) -> {
			NDArray crossEntropy;
			NDArray whole;
			try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
				// in one call of the engine where the model and the method allow it: then what backward does not need is gone before it begins
				NDArray both = ops.together(owner, () -> {
					Pass pass = model.pass(step, batch.sequences());
					return losses(model, pass, model.hidden(pass, batch.sequences()), batch);
				});
				crossEntropy = ops.call("first", both);
				whole = ops.call("second", both);
			}
			return new Gradients(crossEntropy.getFloat(), ops.gradients(whole, model.parameters().arrays()));
		};
	}

	/** (2): cross-entropy; and that with the method's own term, which is what trains. */
	static NDArray losses(LanguageModel model, Pass pass, NDArray hidden, TokenBatch batch) {
		NDArray loss = Trainer.loss(model, pass, hidden, batch);
		NDArray penalty = model.hooks().penalty(pass);
		return model.ops().call("both", loss, penalty == null ? loss : model.ops().call("add", loss, penalty));
	}

}
