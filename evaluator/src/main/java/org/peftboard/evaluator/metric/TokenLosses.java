package org.peftboard.evaluator.metric;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;
import org.peftboard.evaluator.contract.Registry;
import org.peftboard.evaluator.contract.Result.Retention;

/**
 * What is computed from the losses of tokens, not from texts: cross-entropies in nats, each of a token given those before it. {@link Retention} computes them.
 *
 * <p>Perplexity = exp(mean loss). Forgetting = mean loss after training − mean loss before, on the same tokens of text that the training never saw; above 0
 * where the model lost something. The mean is over tokens: a long text weighs more than a short one.
 *
 * <p>Source: Jelinek et al., Perplexity, 1977; forgetting as in Hugging Face PEFT's method comparison since 2026-07-14, where predictions are compared with
 * the next token and the model before training is the base model.
 */
public final class TokenLosses {

	public static final MetricCard PERPLEXITY = new MetricCard("perplexity", "Perplexity", false,
			"Exponential of the mean loss of a token: among how many equally likely tokens the model chooses.", "Jelinek et al. 1977");

	public static final MetricCard FORGETTING = new MetricCard("forgetting", "Forgetting", false,
			"Mean loss of a token on text outside the task, after training less before, in nats.", "Hugging Face PEFT, method_comparison");

	public static final Registry<MetricCard> REGISTRY = new Registry<>("metric of losses", List.of(PERPLEXITY, FORGETTING), MetricCard::id);

	private TokenLosses() {
	}

}
