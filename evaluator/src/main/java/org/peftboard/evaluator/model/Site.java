package org.peftboard.evaluator.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One place in a model that a method may change.
 *
 * @param stack the encoder's or the decoder's; decoder-only models have the one
 * @param layer index of its layer in the stack; −1 outside of the layers
 * @param cross whether it belongs to the attention over the encoder's states
 * @param kind  what stands there, meaning the same in every architecture
 * @param path  the module's name in the transformers model, as adapter files have it ({@code model.layers.0.self_attn.q_proj})
 */
public record Site(Stack stack, int layer, boolean cross, Kind kind, String path) {

	/** Outside of the layers of a decoder. */
	public static Site outside(Kind kind, String path) {
		return new Site(Stack.DECODER, -1, false, kind, path);
	}

	/** In a layer of a decoder. */
	public static Site in(int layer, Kind kind, String path) {
		return new Site(Stack.DECODER, layer, false, kind, path);
	}

	/** Which half of an encoder–decoder. */
	public enum Stack {

		/** reads the whole source at once */
		ENCODER,
		/** reads what is before, token after token */
		DECODER

	}

	/** What stands at a site. */
	public enum Kind {

		/** linear (C → H·D): queries */
		ATTENTION_QUERY,
		/** linear (C → G·D): keys */
		ATTENTION_KEY,
		/** linear (C → G·D): values */
		ATTENTION_VALUE,
		/** linear (C → (H+2G)·D): queries, keys and values in one, where the checkpoint has them so; asked for before its three parts */
		ATTENTION_QKV,
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
		/** normalisation of the attention's output */
		ATTENTION_POST_NORM,
		/** normalisation before the feed-forward */
		MLP_NORM,
		/** normalisation of the feed-forward's output */
		MLP_POST_NORM,
		/** normalisation after the last layer */
		FINAL_NORM,
		/** normalisation of the token embedding */
		EMBEDDING_NORM,
		/** normalisation of each query head */
		QUERY_NORM,
		/** normalisation of each key head */
		KEY_NORM,
		/** a whole attention: norm, attention, residual */
		ATTENTION,
		/** a whole feed-forward: norm, feed-forward, residual */
		MLP,
		/** token embedding */
		EMBEDDING,
		/** position embedding */
		POSITION_EMBEDDING,
		/** bias by relative position */
		RELATIVE_BIAS,
		/** the output layer, where it is not the embedding */
		HEAD;

		private static final List<Kind> LINEARS = List.of(ATTENTION_QUERY, ATTENTION_KEY, ATTENTION_VALUE, ATTENTION_QKV, ATTENTION_OUTPUT, MLP_GATE,
				MLP_UP, MLP_DOWN);

		private static final List<Kind> NORMS = List.of(ATTENTION_NORM, ATTENTION_POST_NORM, MLP_NORM, MLP_POST_NORM, FINAL_NORM, EMBEDDING_NORM,
				QUERY_NORM, KEY_NORM);

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

		/** The kinds of normalisation. */
		public static List<Kind> norms() {
			return NORMS;
		}

		/** whether it is a linear layer of an attention */
		public boolean isAttentionLinear() {
			return LINEARS.contains(this) && name().startsWith("ATTENTION");
		}

	}

}
