package org.peftboard.evaluator.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One place in a model that a method may change.
 *
 * @param layer index of its layer; −1 outside of the layers
 * @param kind  what stands there, meaning the same in every architecture
 * @param path  the module's name in the transformers model, as adapter files have it ({@code model.layers.0.self_attn.q_proj})
 */
public record Site(int layer, Kind kind, String path) {

	/** What stands at a site. */
	public enum Kind {

		/** linear (C → H·D): queries */
		ATTENTION_QUERY,
		/** linear (C → G·D): keys */
		ATTENTION_KEY,
		/** linear (C → G·D): values */
		ATTENTION_VALUE,
		/** linear (H·D → C): the attention's output */
		ATTENTION_OUTPUT,
		/** linear: the feed-forward's gate */
		MLP_GATE,
		/** linear: into the feed-forward's inner width */
		MLP_UP,
		/** linear: out of the feed-forward's inner width */
		MLP_DOWN,
		/** normalisation before the attention */
		ATTENTION_NORM,
		/** normalisation before the feed-forward */
		MLP_NORM,
		/** normalisation after the last layer */
		FINAL_NORM,
		/** token embedding */
		EMBEDDING,
		/** the output layer, where it is not the embedding */
		HEAD;

		private static final List<Kind> LINEARS = List.of(ATTENTION_QUERY, ATTENTION_KEY, ATTENTION_VALUE, ATTENTION_OUTPUT, MLP_GATE, MLP_UP, MLP_DOWN);

		/** as settings write it: {@code attention-query} */
		public String id() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

		/** The kind with this id. */
		public static Kind of(String id) {
			return Arrays.stream(values())
				.filter(kind -> kind.id().equals(id))
				.findFirst()
				.orElseThrow(() -> new IllegalArgumentException("kind of site: got '" + id + "'"));
		}

		/** The kinds of linear layers inside the layers of a model, in the order of computation. */
		public static List<Kind> linears() {
			return LINEARS;
		}

		public boolean isNorm() {
			return this == ATTENTION_NORM || this == MLP_NORM || this == FINAL_NORM;
		}

	}

}
