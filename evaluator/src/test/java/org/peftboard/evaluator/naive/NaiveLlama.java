package org.peftboard.evaluator.naive;

import org.peftboard.evaluator.naive.NaiveMethod.Attention;
import tools.jackson.databind.JsonNode;

/** LLaMA: RMS norms, rotary positions of halves, grouped queries, gated SiLU. */
public final class NaiveLlama extends NaiveModel {

	private static final double THETA = 10_000;

	private static final double EPSILON = 1e-6;

	private final int layers;

	private final int width;

	public NaiveLlama(JsonNode config, NaiveNumbers numbers, NaiveMethod method) {
		super(numbers, method);
		this.layers = config.get("num_hidden_layers").asInt();
		this.width = config.get("hidden_size").asInt() / config.get("num_attention_heads").asInt();
	}

	@Override
	double[][] logits(Example example) {
		double[][] x = embedded(example.tokens(), "model.embed_tokens.weight");
		for (int layer = 0; layer < layers; layer++) {
			x = layer(x, layer);
		}
		return NaiveMath.linear(norm("model.norm", x), numbers.matrix("lm_head.weight"));
	}

	private double[][] norm(String path, double[][] x) {
		return NaiveMath.rmsNorm(x, numbers.vector(path + ".weight"), EPSILON);
	}

	private double[][] layer(double[][] x, int layer) {
		String path = "model.layers." + layer + ".";
		double[][] n = norm(path + "input_layernorm", x);
		double[][] h = method.residual(path + "self_attn", false, x, n, attention(path + "self_attn", layer, n));
		double[][] m = norm(path + "post_attention_layernorm", h);
		return method.residual(path + "mlp", false, h, m, feedForward(path + "mlp", m));
	}

	private double[][] attention(String path, int layer, double[][] x) {
		double[][] queries = rotated(linear(path + ".q_proj", false, x));
		double[][] keys = rotated(linear(path + ".k_proj", false, x));
		double[][] values = linear(path + ".v_proj", false, x);
		double[][] seen = attend(new Attention(path, "self", layer, keys[0].length), x, queries, keys, values, width, 1 / Math.sqrt(width),
				(head, query, key) -> causal(query, key));
		return linear(path + ".o_proj", false, seen);
	}

	/** Numbers i and i + D/2 of every head turned by the angle position · θ^(−2i/D); virtual positions come first. */
	private double[][] rotated(double[][] x) {
		double[][] turned = new double[x.length][x[0].length];
		for (int t = 0; t < x.length; t++) {
			for (int place = 0; place < x[t].length; place++) {
				int index = place % width % (width / 2);
				boolean left = place % width < width / 2;
				double angle = (method.prefixLength() + t) * Math.pow(THETA, -2.0 * index / width);
				double partner = left ? -x[t][place + width / 2] : x[t][place - width / 2];
				turned[t][place] = x[t][place] * Math.cos(angle) + partner * Math.sin(angle);
			}
		}
		return turned;
	}

	private double[][] feedForward(String path, double[][] x) {
		double[][] gate = NaiveMath.map(linear(path + ".gate_proj", false, x), NaiveMath.activation("silu"));
		return linear(path + ".down_proj", false, NaiveMath.times(gate, linear(path + ".up_proj", false, x)));
	}

}
