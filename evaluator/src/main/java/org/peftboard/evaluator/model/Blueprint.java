package org.peftboard.evaluator.model;

import java.util.List;
import java.util.Map;

/**
 * A model's sites and sizes, without numbers.
 *
 * @param width      C
 * @param linears    linear layers that may be adapted, in the order of building; a fused one before its parts
 * @param attentions attentions, in the order of building
 * @param layers     layers by stack
 */
public record Blueprint(long width, List<LinearSite> linears, List<AttentionSite> attentions, Map<Site.Stack, Integer> layers) {

	/** A linear layer (in → out). */
	public record LinearSite(Site site, long in, long out) {
	}

	/**
	 * An attention.
	 *
	 * @param groups    G, heads of keys and values
	 * @param headWidth D
	 */
	public record AttentionSite(Site site, int groups, int headWidth) {

		/** G·D */
		public long keyWidth() {
			return (long) groups * headWidth;
		}

	}

	public boolean hasEncoder() {
		return layers.containsKey(Site.Stack.ENCODER);
	}

	/** Whether any site of this kind is there. */
	public boolean has(Site.Kind kind) {
		return linears.stream().anyMatch(linear -> linear.site().kind() == kind);
	}

}
