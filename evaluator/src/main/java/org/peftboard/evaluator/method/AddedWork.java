package org.peftboard.evaluator.method;

import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Blueprint.LinearSite;
import org.peftboard.evaluator.model.Site;

/**
 * Multiply–adds that a method adds to a model's inference, by formula. A multiplication alone counts as one; additions, norms and activations count nothing.
 * Networks that only make what the adapter file holds (prefixes, virtual tokens) are not run at inference and not counted.
 *
 * @param token         for each position that a decoder reads
 * @param source        for each position that an encoder reads, keys and values of the attention over the encoder's states among it
 * @param tokenPass     once in every pass of the decoder, so once a generated token: weights that are made anew
 * @param sourcePass    once in every pass of the encoder
 * @param virtualTokens positions that stand before every sequence and go through the whole model
 */
public record AddedWork(double token, double source, double tokenPass, double sourcePass, long virtualTokens) {

	/** For methods that change values and add no multiplications. */
	public static final AddedWork NONE = new AddedWork(0, 0, 0, 0, 0);

	/** At one site: for each position, and once a pass. */
	record Cost(double each, double once) {

		static Cost each(double multiplyAdds) {
			return new Cost(multiplyAdds, 0);
		}

		static Cost once(double multiplyAdds) {
			return new Cost(0, multiplyAdds);
		}

		Cost and(Cost other) {
			return new Cost(each + other.each, once + other.once);
		}

	}

	/** What a linear layer (in → out) costs more. */
	@FunctionalInterface
	interface OnLinear {

		Cost of(long in, long out);

	}

	/** Work at the linear layers of these kinds; where a fused layer is chosen, its parts are not asked, as when a model builds itself. */
	static AddedWork linears(Blueprint blueprint, Set<Site.Kind> kinds, OnLinear work) {
		AddedWork all = NONE;
		for (LinearSite linear : blueprint.linears()) {
			if (kinds.contains(linear.site().kind()) && !(isPart(linear.site()) && kinds.contains(Site.Kind.ATTENTION_QKV) && hasWhole(blueprint, linear.site()))) {
				all = all.and(at(linear.site(), work.of(linear.in(), linear.out())));
			}
		}
		return all;
	}

	private static boolean isPart(Site site) {
		return site.kind() == Site.Kind.ATTENTION_QUERY || site.kind() == Site.Kind.ATTENTION_KEY || site.kind() == Site.Kind.ATTENTION_VALUE;
	}

	private static boolean hasWhole(Blueprint blueprint, Site part) {
		return blueprint.linears().stream().map(LinearSite::site).anyMatch(site -> site.kind() == Site.Kind.ATTENTION_QKV && sameAttention(site, part));
	}

	private static boolean sameAttention(Site one, Site other) {
		return one.stack() == other.stack() && one.layer() == other.layer() && one.cross() == other.cross();
	}

	/** The same work at every whole attention and feed-forward that is chosen. */
	static AddedWork subLayers(Blueprint blueprint, Predicate<Site> chosen, Cost work) {
		AddedWork all = NONE;
		for (Blueprint.AttentionSite attention : blueprint.attentions()) {
			all = chosen.test(attention.site()) ? all.and(at(attention.site(), work)) : all;
		}
		for (Site.Stack stack : blueprint.layers().keySet()) {
			for (int layer = 0; layer < blueprint.layers().get(stack); layer++) {
				Site site = new Site(stack, layer, false, Site.Kind.MLP, "");
				all = chosen.test(site) ? all.and(at(site, work)) : all;
			}
		}
		return all;
	}

	/** Scores and mixes over P more keys and values at the attentions that are chosen: 2 · P · H·D a query. */
	static AddedWork prefixes(Blueprint blueprint, Predicate<Site> chosen, long length) {
		return attentions(blueprint, chosen, width -> 2.0 * length * width);
	}

	/** Work for each query at the attentions that are chosen, by their width H·D. */
	static AddedWork attentions(Blueprint blueprint, Predicate<Site> chosen, ToDoubleFunction<Long> work) {
		AddedWork all = NONE;
		for (LinearSite linear : blueprint.linears()) {
			if (linear.site().kind() == Site.Kind.ATTENTION_OUTPUT && chosen.test(linear.site())) {
				all = all.and(at(linear.site(), Cost.each(work.applyAsDouble(linear.in()))));
			}
		}
		return all;
	}

	/** Virtual tokens before every sequence. */
	static AddedWork virtualTokens(long count) {
		return new AddedWork(0, 0, 0, 0, count);
	}

	private static AddedWork at(Site site, Cost work) {
		boolean keysOfSource = site.cross() && (site.kind() == Site.Kind.ATTENTION_KEY || site.kind() == Site.Kind.ATTENTION_VALUE);
		return site.stack() == Site.Stack.ENCODER || keysOfSource ? new AddedWork(0, work.each(), 0, work.once(), 0)
				: new AddedWork(work.each(), 0, work.once(), 0, 0);
	}

	AddedWork and(AddedWork other) {
		return new AddedWork(token + other.token, source + other.source, tokenPass + other.tokenPass, sourcePass + other.sourcePass,
				virtualTokens + other.virtualTokens);
	}

}
