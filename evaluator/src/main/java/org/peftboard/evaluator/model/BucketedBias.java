package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.nn.Parameter;

/**
 * T5's bias: a learned number for each head and bucket of the distance key − query. Half of the buckets are for one distance each, the others grow with the
 * logarithm of the distance up to {@code maxDistance}, behind which all share the last; an encoder has one such half for keys before the query and one for
 * keys behind it.
 *
 * <p>Source: Raffel et al., <a href="https://arxiv.org/abs/1910.10683">arXiv:1910.10683</a>, section 2.1; bucket borders as in transformers.
 *
 * @param table (buckets, H)
 */
record BucketedBias(Parameter table, int buckets, int maxDistance, boolean bidirectional) implements RelativeBias {

	@Override
	public NDArray of(Lane lane, int prefix, boolean counted) {
		String key = (table.name() + " with prefix " + prefix + counted).intern();
		return lane.pass().once(key, () -> make(lane, counted ? prefix : 0, counted ? 0 : prefix));
	}

	/**
	 * @param before columns before the sequence that are positions
	 * @param zeros  columns before the sequence without a bias
	 */
	private NDArray make(Lane lane, int before, int zeros) {
		int end = before + lane.start() + lane.tokens();
		long[] indices = new long[lane.tokens() * end];
		for (int query = 0; query < lane.tokens(); query++) {
			for (int key = 0; key < end; key++) {
				indices[query * end + key] = bucket(key - (before + lane.start() + query));
			}
		}
		NDArray chosen = lane.pass().manager().create(indices, new Shape(lane.tokens(), end));
		NDArray none = lane.pass().manager().zeros(new Shape(1, table.shape().get(1), lane.tokens(), zeros));
		return lane.pass().ops().call("relative_bias", chosen, table.array(), none);
	}

	int bucket(int distance) {
		if (bidirectional) {
			return (distance > 0 ? buckets / 2 : 0) + bucket(Math.abs(distance), buckets / 2);
		}
		return bucket(Math.max(-distance, 0), buckets);
	}

	/** In float32 as in the reference, whose borders it decides. */
	private int bucket(int distance, int count) {
		int exact = count / 2;
		if (distance < exact) {
			return distance;
		}
		float logarithm = (float) Math.log((float) distance / exact);
		int further = exact + (int) (logarithm / (float) Math.log((double) maxDistance / exact) * (count - exact));
		return Math.min(further, count - 1);
	}

}
