package org.peftboard.evaluator.naive;

/** What a PEFT method changes in a naive model, by the path of the module. Every hook defaults to "leave as is". */
public interface NaiveMethod {

	/** Changes nothing but, maybe, the numbers themselves. */
	NaiveMethod NONE = new NaiveMethod() {
	};

	/**
	 * An attention's prefix.
	 *
	 * @param keys   (P, G·D), not to be rotated
	 * @param values (P, G·D)
	 * @param gates  by query: the factor of these keys and values
	 */
	record Prefix(double[][] keys, double[][] values, double[] gates) {
	}

	/**
	 * An attention.
	 *
	 * @param group {@code self} in a decoder, {@code encoder} in an encoder, {@code cross} from the one to the other
	 * @param width G·D of its keys
	 */
	record Attention(String path, String group, int layer, int width) {
	}

	/**
	 * A linear layer's output.
	 *
	 * @param ofSource whether x are an encoder's states, from the first layer to the last
	 * @param y        W x + b
	 */
	default double[][] linear(String path, boolean ofSource, double[][] x, double[][] y) {
		return y;
	}

	/**
	 * The stream behind an attention or feed-forward.
	 *
	 * @param x stream before it
	 * @param n norm of x, which the sub-layer read
	 * @param f what the sub-layer wrote
	 */
	default double[][] residual(String path, boolean ofSource, double[][] x, double[][] n, double[][] f) {
		return NaiveMath.plus(x, f);
	}

	/** P, virtual positions before every attention's own */
	default int prefixLength() {
		return 0;
	}

	/** The prefix of an attention that reads x; asked only where there is one. */
	default Prefix prefix(Attention attention, double[][] x) {
		throw new UnsupportedOperationException("prefix of " + attention);
	}

}
