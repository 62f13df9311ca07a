package org.peftboard.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A map of two weights, the third one fixed: who leads where. The part of the map where a row leads is convex, bounded by the lines on which it
 * is equal to another row, so it is computed exactly, by cutting the square along each of them.
 *
 * @param across  the weight from left to right
 * @param up      the weight from bottom to top
 * @param largest both weights run from 0 to this
 * @param regions largest first
 */
public record WeightMap(Weight across, Weight up, double largest, List<Region> regions) {

	/** Parts smaller than this share of the map are rounding. */
	private static final double LEAST_SHARE = 1e-9;

	/**
	 * Where a row leads.
	 *
	 * @param corners in order around it
	 * @param share   of the map, 0 to 1
	 */
	public record Region(String id, List<Point> corners, double share) {

		/** Its centre of gravity, which lies inside. */
		public Point centre() {
			double x = 0;
			double y = 0;
			double doubled = 0;
			for (int index = 0; index < corners.size(); index++) {
				Point a = corners.get(index);
				Point b = corners.get((index + 1) % corners.size());
				double cross = a.across * b.up - b.across * a.up;
				x += (a.across + b.across) * cross;
				y += (a.up + b.up) * cross;
				doubled += cross;
			}
			return new Point(x / (3 * doubled), y / (3 * doubled));
		}

	}

	/** A place on the map, in weights. */
	public record Point(double across, double up) {
	}

	/**
	 * The map around these weights.
	 *
	 * @param weights its third weight is the one that is fixed
	 * @throws IllegalArgumentException where both axes are the same weight
	 */
	public static WeightMap of(List<Line> lines, Weights weights, Weight across, Weight up, double largest) {
		if (across == up) {
			throw new IllegalArgumentException("weight map: got " + across.id() + " on both axes, need two different weights");
		}
		List<Line> front = Winners.front(lines);
		List<Region> regions = new ArrayList<>();
		for (Line line : front) {
			Region region = region(line, front, weights, across, up, largest);
			if (region.share >= LEAST_SHARE) {
				regions.add(region);
			}
		}
		regions.sort(Comparator.comparingDouble(Region::share).reversed().thenComparing(Region::id));
		return new WeightMap(across, up, largest, List.copyOf(regions));
	}

	private static Region region(Line line, List<Line> lines, Weights weights, Weight across, Weight up, double largest) {
		Weights corner = up.with(across.with(weights, 0), 0);
		List<Point> part = List.of(new Point(0, 0), new Point(largest, 0), new Point(largest, largest), new Point(0, largest));
		for (Line other : lines) {
			if (part.isEmpty()) {
				break;
			}
			// of equal rows the first by id has the place
			if (!other.equals(line) && !(sameValues(line, other) && line.id().compareTo(other.id()) < 0)) {
				part = sameValues(line, other) ? List.of()
						: cut(part, other.share(across) - line.share(across), other.share(up) - line.share(up), line.at(corner) - other.at(corner));
			}
		}
		return new Region(line.id(), part, area(part) / (largest * largest));
	}

	private static boolean sameValues(Line line, Line other) {
		return line.logScore() == other.logScore() && line.parameters() == other.parameters() && line.latency() == other.latency()
				&& line.memory() == other.memory();
	}

	/** The part of a polygon where {@code a·across + b·up + c ≥ 0} (Sutherland and Hodgman, 1974). */
	private static List<Point> cut(List<Point> polygon, double a, double b, double c) {
		List<Point> kept = new ArrayList<>();
		for (int index = 0; index < polygon.size(); index++) {
			Point from = polygon.get(index);
			Point to = polygon.get((index + 1) % polygon.size());
			double before = a * from.across + b * from.up + c;
			double after = a * to.across + b * to.up + c;
			if (before >= 0) {
				kept.add(from);
			}
			if ((before >= 0) != (after >= 0)) {
				double part = before / (before - after);
				kept.add(new Point(from.across + part * (to.across - from.across), from.up + part * (to.up - from.up)));
			}
		}
		return kept;
	}

	private static double area(List<Point> polygon) {
		double doubled = 0;
		for (int index = 0; index < polygon.size(); index++) {
			Point a = polygon.get(index);
			Point b = polygon.get((index + 1) % polygon.size());
			doubled += a.across * b.up - b.across * a.up;
		}
		return Math.abs(doubled) / 2;
	}

}
