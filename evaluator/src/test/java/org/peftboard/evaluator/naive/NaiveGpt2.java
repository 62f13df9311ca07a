package org.peftboard.evaluator.naive;

import org.peftboard.evaluator.naive.NaiveMethod.Attention;
import tools.jackson.databind.JsonNode;

/** GPT-2: layer norms, learned positions, biases everywhere, queries, keys and values of one matrix, tanh-GELU, the embedding as output layer. */
public final class NaiveGpt2 extends NaiveModel {

	private static final double EPSILON = 1e-5;

	private final int layers;

	private final int width;

	public NaiveGpt2(JsonNode config, NaiveNumbers numbers, NaiveMethod method) {
		super(numbers, method);
		this.layers = config.get("n_layer").asInt();
		this.width = config.get("n_embd").asInt() / config.get("n_head").asInt();
	}

	@Override
	double[][] logits(Example example) {
		double[][] x = placed(embedded(example.tokens(), "transformer.wte.weight"));
		for (int layer = 0; layer < layers; layer++) {
			x = layer(x, layer);
		}
		return NaiveMath.linear(norm("transformer.ln_f", x), numbers.matrix("transformer.wte.weight"));
	}

	/** With the vectors of the positions, which begin behind the virtual ones. */
	private double[][] placed(double[][] x) {
		int[] positions = new int[x.length];
		for (int t = 0; t < x.length; t++) {
			positions[t] = method.prefixLength() + t;
		}
		return NaiveMath.plus(x, embedded(positions, "transformer.wpe.weight"));
	}

	private double[][] norm(String path, double[][] x) {
		return NaiveMath.layerNorm(x, numbers.vector(path + ".weight"), numbers.vector(path + ".bias"), EPSILON);
	}

	private double[][] layer(double[][] x, int layer) {
		String path = "transformer.h." + layer + ".";
		double[][] n = norm(path + "ln_1", x);
		double[][] h = method.residual(path + "attn", false, x, n, attention(path + "attn", layer, n));
		double[][] m = norm(path + "ln_2", h);
		return method.residual(path + "mlp", false, h, m, feedForward(path + "mlp", m));
	}

	private double[][] attention(String path, int layer, double[][] x) {
		double[][] all = linear(path + ".c_attn", false, x);
		double[][] queries = part(path + ".q", x, all, 0);
		double[][] keys = part(path + ".k", x, all, 1);
		double[][] values = part(path + ".v", x, all, 2);
		double[][] seen = attend(new Attention(path, "self", layer, keys[0].length), x, queries, keys, values, width, 1 / Math.sqrt(width),
				(head, query, key) -> causal(query, key));
		return linear(path + ".c_proj", false, seen);
	}

	private double[][] part(String path, double[][] x, double[][] all, int index) {
		int part = all[0].length / 3;
		return method.linear(path, false, x, NaiveMath.columns(all, index * part, part));
	}

	private double[][] feedForward(String path, double[][] x) {
		return linear(path + ".c_proj", false, NaiveMath.map(linear(path + ".c_fc", false, x), NaiveMath.activation("gelu_new")));
	}

}
