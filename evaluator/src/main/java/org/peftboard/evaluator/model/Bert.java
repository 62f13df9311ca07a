package org.peftboard.evaluator.model;

import java.util.List;
import java.util.Map;

import ai.djl.ndarray.types.Shape;
import tools.jackson.databind.JsonNode;

/**
 * BERT with a classifier, for counting: the classifier is new and trains with every method, as Hugging Face PEFT has it for sequence classification.
 *
 * <p>Source: Devlin et al., <a href="https://arxiv.org/abs/1810.04805">arXiv:1810.04805</a>; names as in transformers' {@code BertForSequenceClassification}.
 */
final class Bert implements Skeleton {

	@Override
	public String id() {
		return "bert";
	}

	@Override
	public Map<Site.Kind, List<String>> moduleNames() {
		return Map.of(Site.Kind.ATTENTION_QUERY, List.of("query"), Site.Kind.ATTENTION_KEY, List.of("key"), Site.Kind.ATTENTION_VALUE, List.of("value"),
				Site.Kind.ATTENTION_OUTPUT, List.of("attention.output.dense"), Site.Kind.MLP_UP, List.of("intermediate.dense"), Site.Kind.MLP_DOWN,
				List.of("output.dense"));
	}

	@Override
	public void draw(JsonNode json, Builder builder) {
		Config config = new Config(json);
		int width = config.whole("hidden_size");
		Site words = Site.outside(Site.Kind.EMBEDDING, "bert.embeddings.word_embeddings");
		var table = builder.weight(words, "weight", new Shape(config.whole("vocab_size"), width));
		builder.weight(Site.outside(Site.Kind.POSITION_EMBEDDING, "bert.embeddings.position_embeddings"), "weight",
				new Shape(config.whole("max_position_embeddings"), width));
		builder.weight(Site.outside(Site.Kind.POSITION_EMBEDDING, "bert.embeddings.token_type_embeddings"), "weight",
				new Shape(config.whole("type_vocab_size", 2), width));
		builder.layerNorm(Site.outside(Site.Kind.EMBEDDING_NORM, "bert.embeddings.LayerNorm"), width, 0);
		for (int layer = 0; layer < config.whole("num_hidden_layers"); layer++) {
			layer(config, builder, layer, width);
		}
		builder.linear(Site.outside(Site.Kind.HEAD, "bert.pooler.dense"), width, width, true);
		int labels = config.whole("num_labels", 2);
		builder.parameters().train("classifier.weight", builder.weight(Site.outside(Site.Kind.HEAD, "classifier"), "weight", new Shape(labels, width)));
		builder.parameters().train("classifier.bias", builder.weight(Site.outside(Site.Kind.HEAD, "classifier"), "bias", new Shape(labels)));
		builder.prompt(Site.Stack.DECODER, builder.vocabulary(words, table, table, 1));
	}

	private static void layer(Config config, Builder builder, int layer, int width) {
		String path = "bert.encoder.layer." + layer + ".";
		int heads = config.whole("num_attention_heads");
		int inner = config.whole("intermediate_size");
		builder.linear(Site.in(layer, Site.Kind.ATTENTION_QUERY, path + "attention.self.query"), width, width, true);
		builder.linear(Site.in(layer, Site.Kind.ATTENTION_KEY, path + "attention.self.key"), width, width, true);
		builder.linear(Site.in(layer, Site.Kind.ATTENTION_VALUE, path + "attention.self.value"), width, width, true);
		builder.linear(Site.in(layer, Site.Kind.ATTENTION_OUTPUT, path + "attention.output.dense"), width, width, true);
		builder.layerNorm(Site.in(layer, Site.Kind.ATTENTION_POST_NORM, path + "attention.output.LayerNorm"), width, 0);
		builder.prefix(Site.in(layer, Site.Kind.ATTENTION, path + "attention"), heads, width / heads);
		builder.residual(Site.in(layer, Site.Kind.ATTENTION, path + "attention"), width);
		builder.linear(Site.in(layer, Site.Kind.MLP_UP, path + "intermediate.dense"), width, inner, true);
		builder.linear(Site.in(layer, Site.Kind.MLP_DOWN, path + "output.dense"), inner, width, true);
		builder.layerNorm(Site.in(layer, Site.Kind.MLP_POST_NORM, path + "output.LayerNorm"), width, 0);
		builder.residual(Site.in(layer, Site.Kind.MLP, path + "output"), width);
	}

}
