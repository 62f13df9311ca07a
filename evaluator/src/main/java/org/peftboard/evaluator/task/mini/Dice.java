package org.peftboard.evaluator.task.mini;

import java.util.ArrayList;
import java.util.List;

/**
 * Random choices that are the same on every machine and every Java: the SplitMix64 generator, written out.
 *
 * <p>Source: Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014; the mixing constants are those of Stafford's
 * variant 13.
 */
final class Dice {

	private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

	private long state;

	Dice(long seed) {
		this.state = seed;
	}

	long next() {
		state += GOLDEN_GAMMA;
		long mixed = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
		return mixed ^ mixed >>> 31;
	}

	/** 0 to bound − 1, uniform but for a share of bound ÷ 2³². */
	int below(int bound) {
		return (int) ((next() >>> 32) * bound >>> 32);
	}

	/** True in this many of 100 cases. */
	boolean chance(int percent) {
		return below(100) < percent;
	}

	<T> T pick(List<T> choices) {
		return choices.get(below(choices.size()));
	}

	/** So many different ones, in random order. */
	<T> List<T> pick(int count, List<T> choices) {
		List<T> left = new ArrayList<>(choices);
		List<T> picked = new ArrayList<>(count);
		while (picked.size() < count) {
			picked.add(left.remove(below(left.size())));
		}
		return picked;
	}

	<T> List<T> shuffle(List<T> things) {
		return pick(things.size(), things);
	}

}
