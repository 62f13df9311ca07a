package org.peftboard.evaluator.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Norm;
import org.peftboard.evaluator.nn.Parameter;
import tools.jackson.databind.JsonNode;

import static java.util.Map.entry;

/**
 * T5 v1.0 and v1.1: encoder–decoder with RMS norms before each sub-layer, a bias by bucketed relative position in place of positions, unscaled attention and
 * no biases. v1.0 has a ReLU feed-forward and scales the decoder's output by 1/√C before the embedding that is its output layer too; v1.1 has a gated GELU
 * and an output layer of its own.
 *
 * <p>Source: Raffel et al., <a href="https://arxiv.org/abs/1910.10683">arXiv:1910.10683</a>; weight names as in transformers'
 * {@code T5ForConditionalGeneration}.
 */
final class T5 implements Architecture {

	private static final Map<Site.Kind, List<String>> MODULE_NAMES = Map.ofEntries(entry(Site.Kind.ATTENTION_QUERY, List.of("q")),
			entry(Site.Kind.ATTENTION_KEY, List.of("k")), entry(Site.Kind.ATTENTION_VALUE, List.of("v")), entry(Site.Kind.ATTENTION_OUTPUT, List.of("o")),
			entry(Site.Kind.MLP_GATE, List.of("wi_0")), entry(Site.Kind.MLP_UP, List.of("wi", "wi_1")), entry(Site.Kind.MLP_DOWN, List.of("wo")),
			entry(Site.Kind.ATTENTION_NORM, List.of("layer_norm")), entry(Site.Kind.MLP_NORM, List.of("layer_norm")),
			entry(Site.Kind.FINAL_NORM, List.of("final_layer_norm")), entry(Site.Kind.EMBEDDING, List.of("shared")),
			entry(Site.Kind.RELATIVE_BIAS, List.of("relative_attention_bias")), entry(Site.Kind.HEAD, List.of("lm_head")));

	@Override
	public String id() {
		return "t5";
	}

	@Override
	public Map<Site.Kind, List<String>> moduleNames() {
		return MODULE_NAMES;
	}

	@Override
	public LanguageModel build(JsonNode config, Builder builder) {
		Config read = new Config(config);
		Sizes sizes = Sizes.of(read);
		Site first = Site.outside(Site.Kind.EMBEDDING, "shared");
		Parameter shared = builder.weight(first, "weight", new Shape(sizes.vocabulary(), sizes.width()));
		boolean tied = read.flag("tie_word_embeddings", true);
		boolean ownHead = !tied || builder.has("lm_head.weight");
		Parameter head = ownHead ? builder.weight(Site.outside(Site.Kind.HEAD, "lm_head"), "weight", shared.shape()) : shared;
		Vocabulary vocabulary = builder.vocabulary(first, shared, head, 1);
		EncoderDecoder.Encoder encoder = new Stack(sizes, builder, Site.Stack.ENCODER, read.whole("num_layers")).encoder(vocabulary);
		int decoderLayers = read.whole("num_decoder_layers", read.whole("num_layers"));
		EncoderDecoder.Decoder decoder = new Stack(sizes, builder, Site.Stack.DECODER, decoderLayers).decoder();
		double outputScale = read.flag("scale_decoder_outputs", tied) ? 1 / Math.sqrt(sizes.width()) : 1;
		EncoderDecoder.Sizes cacheSizes = new EncoderDecoder.Sizes(sizes.heads(), sizes.headWidth(), config.path("decoder_start_token_id").asLong(0));
		return new EncoderDecoder(cacheSizes, builder, vocabulary, encoder, decoder, outputScale);
	}

	/**
	 * @param width     C
	 * @param inner     width inside the feed-forward
	 * @param heads     H
	 * @param headWidth D; H·D need not be C
	 * @param buckets   of relative positions
	 */
	private record Sizes(int vocabulary, int width, int inner, int heads, int headWidth, int buckets, int maxDistance, double epsilon,
			Activation activation, boolean gated) {

		static Sizes of(Config config) {
			String form = config.text("feed_forward_proj", "relu");
			boolean gated = form.startsWith("gated-");
			String name = gated ? form.substring("gated-".length()) : form;
			// The published v1.1 configurations say "gated-gelu" and mean the tanh form.
			String meant = form.equals("gated-gelu") ? "gelu_new" : name;
			return new Sizes(config.whole("vocab_size"), config.whole("d_model"), config.whole("d_ff"), config.whole("num_heads"), config.whole("d_kv"),
					config.whole("relative_attention_num_buckets", 32), config.whole("relative_attention_max_distance", 128),
					config.number("layer_norm_epsilon", 1e-6), Activation.of("feed_forward_proj", meant), gated);
		}

	}

	/** One stack's parts, in the order of computation. */
	private record Stack(Sizes sizes, Builder builder, Site.Stack stack, int layers) {

		private String path(int layer, int part) {
			return prefix() + ".block." + layer + ".layer." + part + ".";
		}

		private String prefix() {
			return stack == Site.Stack.ENCODER ? "encoder" : "decoder";
		}

		EncoderDecoder.Encoder encoder(Vocabulary vocabulary) {
			List<EncoderDecoder.EncoderLayer> built = new ArrayList<>();
			RelativeBias bias = null;
			for (int layer = 0; layer < layers; layer++) {
				bias = bias == null ? bias(layer) : bias;
				SubLayer<AttentionLayer> attention = selfAttention(layer, bias);
				built.add(new EncoderDecoder.EncoderLayer(attention, mlp(layer, 1)));
			}
			return new EncoderDecoder.Encoder(built, finalNorm(), builder.prompt(stack, vocabulary), builder.prefixLength(stack));
		}

		EncoderDecoder.Decoder decoder() {
			List<EncoderDecoder.DecoderLayer> built = new ArrayList<>();
			RelativeBias bias = null;
			for (int layer = 0; layer < layers; layer++) {
				bias = bias == null ? bias(layer) : bias;
				SubLayer<AttentionLayer> attention = selfAttention(layer, bias);
				SubLayer<CrossAttention> cross = crossAttention(layer);
				built.add(new EncoderDecoder.DecoderLayer(attention, cross, mlp(layer, 2)));
			}
			return new EncoderDecoder.Decoder(built, finalNorm(), builder.prefixLength(stack));
		}

		private Norm finalNorm() {
			return builder.rmsNorm(new Site(stack, -1, false, Site.Kind.FINAL_NORM, prefix() + ".final_layer_norm"), sizes.width(), sizes.epsilon(), 0);
		}

		/** Of the first layer, for all layers of the stack. */
		private RelativeBias bias(int layer) {
			Site site = new Site(stack, layer, false, Site.Kind.RELATIVE_BIAS, path(layer, 0) + "SelfAttention.relative_attention_bias");
			Parameter table = builder.weight(site, "weight", new Shape(sizes.buckets(), sizes.heads()));
			return new BucketedBias(table, sizes.buckets(), sizes.maxDistance(), stack == Site.Stack.ENCODER);
		}

		private SubLayer<AttentionLayer> selfAttention(int layer, @Nullable RelativeBias bias) {
			String module = path(layer, 0) + "SelfAttention";
			Linear[] linears = attentionLinears(layer, false, module);
			Site site = new Site(stack, layer, false, Site.Kind.ATTENTION, module);
			AttentionLayer.Form form = new AttentionLayer.Form(layer, sizes.headWidth(), 1, 0, null, null, null, 0, 0, bias);
			AttentionLayer attention = new AttentionLayer(form, new Projections.Separate(linears[0], linears[1], linears[2]), linears[3],
					builder.prefix(site, sizes.heads(), sizes.headWidth()));
			return subLayer(site, path(layer, 0), Site.Kind.ATTENTION_NORM, attention);
		}

		private SubLayer<CrossAttention> crossAttention(int layer) {
			String module = path(layer, 1) + "EncDecAttention";
			Linear[] linears = attentionLinears(layer, true, module);
			Site site = new Site(stack, layer, true, Site.Kind.ATTENTION, module);
			CrossAttention cross = new CrossAttention(layer, sizes.headWidth(), 1, linears[0], linears[1], linears[2], linears[3],
					builder.prefix(site, sizes.heads(), sizes.headWidth()));
			return subLayer(site, path(layer, 1), Site.Kind.ATTENTION_NORM, cross);
		}

		private <S> SubLayer<S> subLayer(Site site, String path, Site.Kind norm, S inner) {
			Site normSite = new Site(stack, site.layer(), site.cross(), norm, path + "layer_norm");
			return new SubLayer<>(builder.rmsNorm(normSite, sizes.width(), sizes.epsilon(), 0), inner, builder.residual(site, sizes.width()));
		}

		private Linear[] attentionLinears(int layer, boolean cross, String module) {
			long joined = (long) sizes.heads() * sizes.headWidth();
			return new Linear[] { linear(layer, cross, Site.Kind.ATTENTION_QUERY, module + ".q", sizes.width(), joined),
					linear(layer, cross, Site.Kind.ATTENTION_KEY, module + ".k", sizes.width(), joined),
					linear(layer, cross, Site.Kind.ATTENTION_VALUE, module + ".v", sizes.width(), joined),
					linear(layer, cross, Site.Kind.ATTENTION_OUTPUT, module + ".o", joined, sizes.width()) };
		}

		private Linear linear(int layer, boolean cross, Site.Kind kind, String path, long in, long out) {
			return builder.linear(new Site(stack, layer, cross, kind, path), in, out, false);
		}

		private SubLayer<FeedForward> mlp(int layer, int part) {
			String module = path(layer, part) + "DenseReluDense";
			Linear gate = sizes.gated() ? linear(layer, false, Site.Kind.MLP_GATE, module + ".wi_0", sizes.width(), sizes.inner()) : null;
			Linear up = linear(layer, false, Site.Kind.MLP_UP, module + (sizes.gated() ? ".wi_1" : ".wi"), sizes.width(), sizes.inner());
			Linear down = linear(layer, false, Site.Kind.MLP_DOWN, module + ".wo", sizes.inner(), sizes.width());
			return subLayer(new Site(stack, layer, false, Site.Kind.MLP, module), path(layer, part), Site.Kind.MLP_NORM,
					new FeedForward(sizes.activation(), gate, up, down));
		}

	}

}
