package org.peftboard.leaderboard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * From values to places along an axis of a drawing.
 *
 * @param least       value at the start
 * @param greatest    value at the end, greater than the least
 * @param logarithmic whether equal ratios are equally far apart; both values are then greater than 0
 * @param start       place of the least value
 * @param end         place of the greatest value
 */
record Scale(double least, double greatest, boolean logarithmic, double start, double end) {

	private static final int TICKS = 6;

	private static final double[] STEPS = { 1, 2, 2.5, 5, 10 };

	/** A scale that holds all these values with some room at both ends. */
	static Scale of(List<Double> values, boolean logarithmic, double start, double end) {
		double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(logarithmic ? 1 : 0);
		double greatest = values.stream().mapToDouble(Double::doubleValue).max().orElse(logarithmic ? 10 : 1);
		if (logarithmic) {
			return new Scale(least / 1.5, greatest * 1.5, true, start, end);
		}
		double room = greatest > least ? 0.06 * (greatest - least) : Math.max(1e-9, Math.abs(greatest) * 0.1 + 0.5);
		double from = least >= 0 ? Math.max(0, least - room) : least - room;
		return new Scale(from, greatest + room, false, start, end);
	}

	double at(double value) {
		double share = logarithmic ? Math.log(value / least) / Math.log(greatest / least) : (value - least) / (greatest - least);
		return rounded(start + share * (end - start));
	}

	/** Round values along the axis, labelled. */
	List<PlotView.Tick> ticks() {
		List<PlotView.Tick> ticks = new ArrayList<>();
		if (logarithmic) {
			double[] parts = greatest / least > 1e3 ? new double[] { 1 } : new double[] { 1, 2, 5 };
			for (double power = Math.pow(10, Math.floor(Math.log10(least))); power <= greatest; power *= 10) {
				for (double part : parts) {
					add(ticks, part * power);
				}
			}
			return ticks;
		}
		double step = step();
		for (double value = Math.ceil(least / step) * step; value <= greatest + step * 1e-9; value += step) {
			add(ticks, value);
		}
		return ticks;
	}

	private void add(List<PlotView.Tick> ticks, double value) {
		if (value >= least && value <= greatest) {
			ticks.add(new PlotView.Tick(at(value), text(value)));
		}
	}

	private double step() {
		double raw = (greatest - least) / TICKS;
		double power = Math.pow(10, Math.floor(Math.log10(raw)));
		for (double step : STEPS) {
			if (step * power >= raw) {
				return step * power;
			}
		}
		return 10 * power;
	}

	/** {@code 3.2 M}, {@code 0.25}: short enough for a tick. */
	static String text(double value) {
		if (value >= 1e9) {
			return plain(value / 1e9) + " G";
		}
		if (value >= 1e6) {
			return plain(value / 1e6) + " M";
		}
		return value >= 1e4 ? plain(value / 1e3) + " k" : plain(value);
	}

	private static String plain(double value) {
		return new BigDecimal(value).round(new MathContext(4, RoundingMode.HALF_UP)).stripTrailingZeros().toPlainString();
	}

	static double rounded(double place) {
		return Math.round(place * 10) / 10.0;
	}

}
