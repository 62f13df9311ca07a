package org.peftboard.submission;

import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.peftboard.submission.QueuePlaces.Place;

/**
 * The whole queue of a class of hardware at one moment, from which every place is read without asking the database again.
 *
 * @param waiting        in the order of {@link Waiting#ORDER}
 * @param secondsBefore  predicted seconds of all that stand before each index, one longer than {@code waiting}; NaN from the first that nothing predicts
 * @param running        evaluations under way
 * @param secondsRunning what is left of those, NaN where nothing predicts one of them
 */
record QueuePicture(List<Waiting> waiting, double[] secondsBefore, int running, double secondsRunning) {

	static final QueuePicture EMPTY = new QueuePicture(List.of(), new double[1], 0, 0);

	/** @param seconds predicts how long one takes; NaN where nothing is known */
	static QueuePicture of(List<Waiting> waiting, ToDoubleFunction<Waiting> seconds, int running, double secondsRunning) {
		List<Waiting> ordered = waiting.stream().sorted(Waiting.ORDER).toList();
		double[] before = new double[ordered.size() + 1];
		for (int index = 0; index < ordered.size(); index++) {
			before[index + 1] = before[index] + seconds.applyAsDouble(ordered.get(index));
		}
		return new QueuePicture(ordered, before, running, secondsRunning);
	}

	/**
	 * Where this one stands, or would stand if it is not in the picture yet.
	 *
	 * <p>The wait is what is predicted for all before it and what is left of those that run, shared by as many workers as are busy, one at least.
	 */
	Place place(Waiting one) {
		int found = Collections.binarySearch(waiting, one, Waiting.ORDER);
		int before = found >= 0 ? found : -found - 1;
		double seconds = (secondsBefore[before] + secondsRunning) / Math.max(1, running);
		return new Place(before + 1, waiting.size() + (found >= 0 ? 0 : 1), running, Double.isNaN(seconds) ? null : Math.round(seconds));
	}

}
