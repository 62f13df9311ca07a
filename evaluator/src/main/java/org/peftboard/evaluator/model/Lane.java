package org.peftboard.evaluator.model;

import java.util.HashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.nn.Pass;

/**
 * One stack's way through a pass: which places it reads, at which positions, and who sees whom. Made once a pass, used by every layer; what layers share is
 * made when first asked for.
 *
 * <p>A <em>place</em> is a column of the batch, a <em>position</em> counts a row's real tokens, so that padding on either side changes no result. A
 * prefix of P virtual positions stands before all places and moves every position by P.
 */
final class Lane {

	private final Pass pass;

	private final NDManager owner;

	private final int rows;

	private final int start;

	private final int tokens;

	private final int prefix;

	private final boolean causal;

	private final long @Nullable [][] real;

	private final @Nullable KeyValueCache cache;

	private final Map<Object, Object> made = new HashMap<>();

	private long @Nullable [][] positions;

	/**
	 * @param owner  of tables that outlive the pass
	 * @param start  places read before, in earlier passes
	 * @param tokens T, places of this pass
	 * @param prefix P
	 * @param causal whether a place sees only itself and what is before it
	 * @param real   1 for a real place and 0 for padding; a place beyond it is real; absent where nothing is padded
	 */
	Lane(Pass pass, NDManager owner, int rows, int start, int tokens, int prefix, boolean causal, long @Nullable [][] real, @Nullable KeyValueCache cache) {
		this.pass = pass;
		this.owner = owner;
		this.rows = rows;
		this.start = start;
		this.tokens = tokens;
		this.prefix = prefix;
		this.causal = causal;
		this.real = real;
		this.cache = cache;
	}

	Pass pass() {
		return pass;
	}

	int start() {
		return start;
	}

	int tokens() {
		return tokens;
	}

	int prefix() {
		return prefix;
	}

	boolean causal() {
		return causal;
	}

	@Nullable KeyValueCache cache() {
		return cache;
	}

	private boolean isReal(int row, int place) {
		return real == null || place >= real[row].length || real[row][place] == 1;
	}

	/** Positions by row of all places up to the end of this pass, the prefix's among those counted; padding has that of the next real token. */
	private long[][] positions() {
		if (positions == null) {
			positions = new long[rows][start + tokens];
			for (int row = 0; row < rows; row++) {
				long position = prefix;
				for (int place = 0; place < start + tokens; place++) {
					positions[row][place] = position;
					position += isReal(row, place) ? 1 : 0;
				}
			}
		}
		return positions;
	}

	/** Positions of this pass's places: (1, T) where all rows are alike, else (B, T); int64. */
	NDArray positionIds() {
		return pass.once(this, () -> {
			int count = real == null ? 1 : rows;
			long[] flat = new long[count * tokens];
			for (int row = 0; row < count; row++) {
				for (int place = 0; place < tokens; place++) {
					flat[row * tokens + place] = real == null ? (long) prefix + start + place : positions()[row][start + place];
				}
			}
			return pass.manager().create(flat, new Shape(count, tokens));
		});
	}

	/** The part of a rotary table that this pass needs. */
	RotaryTable.Slice rotary(RotaryTable table) {
		return (RotaryTable.Slice) made.computeIfAbsent(table,
				key -> real == null ? table.at(pass, owner, prefix + start, tokens) : table.at(pass, owner, positionIds(), prefix + start + tokens));
	}

	/**
	 * Who sees whom: (1 or B, 1, T, P + start + T), true where a query may look; absent where that needs no mask: a causal pass over whole sequences, or one
	 * new token that sees everything.
	 *
	 * @param window positions that a query sees, itself among them; 0 for all
	 */
	@Nullable NDArray mask(int window) {
		return isPlain(window) ? null : (NDArray) made.computeIfAbsent("mask " + window, key -> mask(window, prefix));
	}

	/**
	 * The same, there even where the engine could tell a causal pass from the shape: absent only where everything sees everything.
	 *
	 * @param withPrefix whether it has the prefix's columns
	 */
	@Nullable NDArray explicitMask(int window, boolean withPrefix) {
		boolean all = real == null && !limits(window) && (!causal || tokens == 1);
		return all ? null : (NDArray) made.computeIfAbsent("mask " + window + withPrefix, key -> mask(window, withPrefix ? prefix : 0));
	}

	private boolean isPlain(int window) {
		if (real != null || limits(window)) {
			return false;
		}
		return !causal || tokens == 1 || (start == 0 && prefix == 0);
	}

	/** Whether a window hides anything yet. */
	private boolean limits(int window) {
		return window > 0 && prefix + start + tokens > window;
	}

	private NDArray mask(int window, int columns) {
		int end = start + tokens;
		int width = columns + end;
		int count = real == null ? 1 : rows;
		boolean[] seen = new boolean[count * tokens * width];
		for (int row = 0; row < count; row++) {
			for (int query = start; query < end; query++) {
				int line = (row * tokens + query - start) * width;
				for (int place = -columns; place < end; place++) {
					seen[line + columns + place] = sees(row, query, place, window);
				}
			}
		}
		return pass.manager().create(seen, new Shape(count, 1, tokens, width));
	}

	/** A query always sees itself, so that no row is empty. A negative place is of the prefix. */
	private boolean sees(int row, int query, int place, int window) {
		if (place == query) {
			return true;
		}
		if (place >= 0 && ((causal && place > query) || !isReal(row, place))) {
			return false;
		}
		long from = place < 0 ? prefix + place : positions()[row][place];
		return window == 0 || positions()[row][query] - from < window;
	}

}
