package org.peftboard.evaluator.naive;

import org.peftboard.evaluator.naive.NaiveMethod.Attention;
import tools.jackson.databind.JsonNode;

/** T5 v1.0: RMS norms, a learned bias by bucket of the distance, unscaled attention, ReLU, states scaled by 1/√C before the embedding as output layer. */
public final class NaiveT5 extends NaiveModel {

	private static final double EPSILON = 1e-6;

	private final int encoderLayers;

	private final int decoderLayers;

	private final int width;

	private final int buckets;

	private final int maxDistance;

	public NaiveT5(JsonNode config, NaiveNumbers numbers, NaiveMethod method) {
		super(numbers, method);
		this.encoderLayers = config.get("num_layers").asInt();
		this.decoderLayers = config.get("num_decoder_layers").asInt();
		this.width = config.get("d_kv").asInt();
		this.buckets = config.get("relative_attention_num_buckets").asInt();
		this.maxDistance = config.get("relative_attention_max_distance").asInt();
	}

	@Override
	double[][] logits(Example example) {
		double[][] states = encoded(example.source());
		double[][] x = embedded(example.tokens(), "shared.weight");
		for (int layer = 0; layer < decoderLayers; layer++) {
			x = decoderLayer(x, states, layer);
		}
		double[][] last = norm("decoder.final_layer_norm", x);
		double scale = 1 / Math.sqrt(last[0].length);
		return NaiveMath.linear(NaiveMath.map(last, value -> value * scale), numbers.matrix("shared.weight"));
	}

	private double[][] encoded(int[] source) {
		double[][] x = embedded(source, "shared.weight");
		for (int layer = 0; layer < encoderLayers; layer++) {
			String path = "encoder.block." + layer + ".layer.";
			x = feedForward(path + "1.", true, selfAttention(path + "0.", true, layer, x));
		}
		return norm("encoder.final_layer_norm", x);
	}

	private double[][] decoderLayer(double[][] x, double[][] states, int layer) {
		String path = "decoder.block." + layer + ".layer.";
		double[][] h = selfAttention(path + "0.", false, layer, x);
		return feedForward(path + "2.", false, crossAttention(path + "1.", layer, h, states));
	}

	private double[][] norm(String path, double[][] x) {
		return NaiveMath.rmsNorm(x, numbers.vector(path + ".weight"), EPSILON);
	}

	private double[][] selfAttention(String path, boolean ofSource, int layer, double[][] x) {
		double[][] n = norm(path + "layer_norm", x);
		String module = path + "SelfAttention";
		double[][] keys = linear(module + ".k", ofSource, n);
		double[][] table = numbers.matrix((ofSource ? "encoder" : "decoder") + ".block.0.layer.0.SelfAttention.relative_attention_bias.weight");
		double[][] seen = attend(new Attention(module, ofSource ? "encoder" : "self", layer, keys[0].length), n, linear(module + ".q", ofSource, n), keys,
				linear(module + ".v", ofSource, n), width, 1,
				(head, query, key) -> table[bucket(key - query, ofSource)][head] + (ofSource ? 0 : causal(query, key)));
		return method.residual(module, ofSource, x, n, linear(module + ".o", ofSource, seen));
	}

	private double[][] crossAttention(String path, int layer, double[][] x, double[][] states) {
		double[][] n = norm(path + "layer_norm", x);
		String module = path + "EncDecAttention";
		double[][] keys = linear(module + ".k", true, states);
		double[][] seen = attend(new Attention(module, "cross", layer, keys[0].length), n, linear(module + ".q", false, n), keys,
				linear(module + ".v", true, states), width, 1, (head, query, key) -> 0);
		return method.residual(module, false, x, n, linear(module + ".o", false, seen));
	}

	private double[][] feedForward(String path, boolean ofSource, double[][] x) {
		double[][] n = norm(path + "layer_norm", x);
		String module = path + "DenseReluDense";
		double[][] inner = NaiveMath.map(linear(module + ".wi", ofSource, n), NaiveMath.activation("relu"));
		return method.residual(module, ofSource, x, n, linear(module + ".wo", ofSource, inner));
	}

	/** An encoder has half of the buckets for keys behind the query; a decoder sees none of those. */
	private int bucket(int distance, boolean ofSource) {
		if (ofSource) {
			return (distance > 0 ? buckets / 2 : 0) + bucket(Math.abs(distance), buckets / 2);
		}
		return distance > 0 ? 0 : bucket(-distance, buckets);
	}

	/** Half of them for one distance each, the others by the logarithm up to the greatest distance, the last for all beyond. */
	private int bucket(int distance, int count) {
		int exact = count / 2;
		if (distance < exact) {
			return distance;
		}
		double share = Math.log((double) distance / exact) / Math.log((double) maxDistance / exact);
		return Math.min(exact + (int) (share * (count - exact)), count - 1);
	}

}
