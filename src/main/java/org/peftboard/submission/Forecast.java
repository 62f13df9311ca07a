package org.peftboard.submission;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.adapter.Fit;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.run.Estimate;
import org.peftboard.submission.QueuePlaces.Place;

/**
 * What a configuration will need and where it may come to stand, before anything is queued. What is not known is absent.
 *
 * @param board     id of the board that it would stand on
 * @param title     name of its row
 * @param request   what the evaluator would get
 * @param fit       parameters, exact; absent where the base model's shape is not at hand
 * @param trained   what is trained, exact
 * @param memory    peak of training, by a model of what training keeps
 * @param load      what the memory is for
 * @param time      of the evaluation, all seeds
 * @param place     in the queue, if it were submitted now
 * @param rank      where its row may come to stand
 * @param evaluations how many of the day's quota it uses
 * @param quota     the person's quota now
 * @param same      the submission that is the same configuration already
 * @param nobody    why nobody would take it now; absent while somebody would
 */
public record Forecast(String board, String title, Request request, @Nullable Fit fit, List<Estimate.TrainedTensor> trained, Estimate.@Nullable Training memory,
		Estimate.@Nullable Load load, Durations.@Nullable Predicted time, Place place, RankForecast.@Nullable Range rank, int evaluations, Quotas.Usage quota,
		@Nullable Same same, Workforce.@Nullable Obstacle nobody) {

	/**
	 * The same configuration, which is there already.
	 *
	 * @param address where the person may read of it; absent where it is somebody else's and under way
	 */
	public record Same(Submission submission, @Nullable String address) {
	}
}
