package org.peftboard.evaluator.measure;

import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Blueprint.LinearSite;
import org.peftboard.evaluator.model.Site;

/**
 * Multiply–adds of a base model, from its sites and sizes: every linear layer, the output layer, and in each attention scores and mix, H·D each for every
 * query and key. Keys behind a query or outside of a window count like any other, as profilers have it.
 *
 * @param token        linear layers, for each position that the decoder reads
 * @param source       linear layers, for each position that an encoder reads, keys and values of the attention over its states among them
 * @param head         output layer, C · V for each position that is scored
 * @param selfWidth    sum of H·D over the decoder's attentions to itself
 * @param encoderWidth the same over the encoder's
 * @param crossWidth   the same over the attentions to the encoder's states
 */
public record BaseWork(double token, double source, double head, double selfWidth, double encoderWidth, double crossWidth) {

	/** @param vocabulary V */
	public static BaseWork of(Blueprint blueprint, long vocabulary) {
		double token = 0;
		double source = 0;
		for (LinearSite linear : blueprint.linears()) {
			double work = isPartOfWhole(blueprint, linear.site()) ? 0 : (double) linear.in() * linear.out();
			if (readsSource(linear.site())) {
				source += work;
			}
			else {
				token += work;
			}
		}
		return new BaseWork(token, source, (double) blueprint.width() * vocabulary, width(blueprint, Site.Stack.DECODER, false),
				width(blueprint, Site.Stack.ENCODER, false), width(blueprint, Site.Stack.DECODER, true));
	}

	private static boolean readsSource(Site site) {
		boolean keysOfSource = site.cross() && (site.kind() == Site.Kind.ATTENTION_KEY || site.kind() == Site.Kind.ATTENTION_VALUE);
		return site.stack() == Site.Stack.ENCODER || keysOfSource;
	}

	/** A fused layer stands in a blueprint beside its three parts. */
	private static boolean isPartOfWhole(Blueprint blueprint, Site part) {
		boolean isPart = part.kind() == Site.Kind.ATTENTION_QUERY || part.kind() == Site.Kind.ATTENTION_KEY || part.kind() == Site.Kind.ATTENTION_VALUE;
		return isPart && blueprint.linears()
			.stream()
			.map(LinearSite::site)
			.anyMatch(site -> site.kind() == Site.Kind.ATTENTION_QKV && site.stack() == part.stack() && site.layer() == part.layer()
					&& site.cross() == part.cross());
	}

	private static double width(Blueprint blueprint, Site.Stack stack, boolean cross) {
		return blueprint.linears()
			.stream()
			.filter(linear -> linear.site().kind() == Site.Kind.ATTENTION_OUTPUT && linear.site().stack() == stack && linear.site().cross() == cross)
			.mapToDouble(LinearSite::in)
			.sum();
	}

	/** For one generated token with so many positions before it, in decoder and encoder alike. */
	public double generatedToken(long context) {
		return token + head + 2 * context * (selfWidth + crossWidth);
	}

	/**
	 * For one pass over whole sequences.
	 *
	 * @param tokens  positions that the decoder reads
	 * @param sources positions that the encoder reads; without an encoder they change nothing
	 * @param scored  positions that the output layer scores
	 */
	public double pass(long tokens, long sources, long scored) {
		return tokens * token + sources * source + scored * head + 2.0 * tokens * tokens * selfWidth + 2.0 * sources * sources * encoderWidth
				+ 2.0 * tokens * sources * crossWidth;
	}

}
