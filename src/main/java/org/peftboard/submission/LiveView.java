package org.peftboard.submission;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.submission.QueuePlaces.Place;

/**
 * How far a submission is, for its page and for the script on it: what it reads first, and again by stream or polling.
 *
 * @param status     id of the status
 * @param label      the status for people
 * @param sentence   one sentence about what happens now, or how it ended
 * @param tone       info, good, warn or bad: how the sentence is to look
 * @param ended      nothing more will come
 * @param attempt    counted from 1; 0 before the first
 * @param steps      the stages of the way, with their state
 * @param place      its place in the queue, while it waits
 * @param done       share of the evaluation that is done, 0 to 1; absent while it does not run
 * @param facts      the newest numbers, for people
 * @param points     loss and validation score since {@code after}
 * @param next       what to ask with as {@code after} for what comes later
 * @param log        end of the evaluator's log
 * @param result     address of the published result
 */
record LiveView(String status, String label, String sentence, String tone, boolean ended, int attempt, List<Step> steps, @Nullable Place place,
		@Nullable Double done, List<Fact> facts, List<Point> points, int next, String log, @Nullable String result) {

	/** @param state done, current, todo or failed */
	record Step(String title, String state) {
	}

	/** A number with its name. */
	record Fact(String name, String value) {
	}

	/**
	 * One line of progress in the chart.
	 *
	 * @param validationScore 0 to 100
	 */
	record Point(String task, int step, @Nullable Double loss, @Nullable Double validationScore) {
	}

}
