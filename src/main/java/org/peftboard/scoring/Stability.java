package org.peftboard.scoring;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far the reader may go before a rank changes. Exact, because rows are linear in the weights.
 *
 * @param lines   the rows that can change ranks
 * @param weights where the reader stands
 */
public record Stability(List<Line> lines, Weights weights) {

	/**
	 * Between which values of one weight a row keeps its rank, the other weights as they are.
	 *
	 * @param low  0 or more
	 * @param high infinite where no row ever overtakes
	 */
	public record Interval(double low, double high) {
	}

	/**
	 * The smallest change of weights after which a row swaps with another one.
	 *
	 * @param id       of the other row
	 * @param distance Euclidean, in weights; 0 where they are tied
	 */
	public record Swap(String id, double distance) {
	}

	/**
	 * The value of one weight at which two rows swap:
	 * {@code [(ln S_i − ln S_j) − Σ_{m≠k} w_m (x_im − x_jm)] / (x_ik − x_jk)}. Absent where that cost is the same for both.
	 */
	public OptionalDouble flip(Line line, Line other, Weight weight) {
		double slope = line.share(weight) - other.share(weight);
		return slope == 0 ? OptionalDouble.empty()
				: OptionalDouble.of(weight.of(weights) + (line.at(weights) - other.at(weights)) / slope);
	}

	/** In what interval of one weight the row keeps its rank. A row that is tied now keeps it only at this very value. */
	public Interval interval(Line line, Weight weight) {
		double now = weight.of(weights);
		double low = 0;
		double high = Double.POSITIVE_INFINITY;
		for (Line other : lines) {
			OptionalDouble flip = other.equals(line) ? OptionalDouble.empty() : flip(line, other, weight);
			if (flip.isPresent()) {
				double value = line.tiedWith(other, weights) ? now : flip.getAsDouble();
				high = value >= now ? Math.min(high, value) : high;
				low = value <= now ? Math.max(low, value) : low;
			}
		}
		return new Interval(low, high);
	}

	/** {@code min_j |u_i − u_j| / ‖x_i − x_j‖₂} over the rows with other costs; of equally near ones the first. */
	public Optional<Swap> nearestSwap(Line line) {
		Swap nearest = null;
		for (Line other : lines) {
			double norm = Math.sqrt(square(line.parameters() - other.parameters()) + square(line.latency() - other.latency())
					+ square(line.memory() - other.memory()));
			double distance = Math.abs(line.at(weights) - other.at(weights)) / norm;
			if (norm > 0 && (nearest == null || distance < nearest.distance)) {
				nearest = new Swap(other.id(), distance);
			}
		}
		return Optional.ofNullable(nearest);
	}

	private static double square(double value) {
		return value * value;
	}

}
