package org.peftboard.evaluator.nn;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/** One forward computation over a batch: where its tensors live, and what is computed once for all layers. */
public final class Pass {

	private final Ops ops;

	private final NDManager manager;

	private final @Nullable NDArray sourceMask;

	private final Map<Object, NDArray> computed = new IdentityHashMap<>();

	/**
	 * @param manager    of the step; closing it frees the pass
	 * @param sourceMask (B, S, 1) of float32, 1 at the encoder's real tokens; absent where none is padded, or where there is no encoder
	 */
	public Pass(Ops ops, NDManager manager, @Nullable NDArray sourceMask) {
		this.ops = ops;
		this.manager = manager;
		this.sourceMask = sourceMask;
	}

	public Ops ops() {
		return ops;
	}

	public NDManager manager() {
		return manager;
	}

	public @Nullable NDArray sourceMask() {
		return sourceMask;
	}

	/** What belongs to this key in this pass, computed when first asked for. */
	public NDArray once(Object key, Supplier<NDArray> compute) {
		NDArray known = computed.get(key);
		if (known == null) {
			known = compute.get();
			computed.put(key, known);
		}
		return known;
	}

	/** Calls an operation whose first tensor is not of this pass; the result is. */
	public NDArray call(String operation, NDArray... inputs) {
		NDArray result = ops.call(operation, inputs);
		result.attach(manager);
		return result;
	}

}
