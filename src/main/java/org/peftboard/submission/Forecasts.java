package org.peftboard.submission;

import java.util.List;
import java.util.Map;

import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.adapter.Fit;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.run.Estimate;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Looks ahead: everything that can be said of a configuration without running it. */
@Service
public class Forecasts {

	private final Checker checker;

	private final Needs needs;

	private final Workforce workforce;

	private final Durations durations;

	private final QueuePlaces places;

	private final RankForecast ranks;

	private final Quotas quotas;

	private final Submissions submissions;

	Forecasts(Checker checker, Needs needs, Workforce workforce, Durations durations, QueuePlaces places, RankForecast ranks, Quotas quotas, Submissions submissions) {
		this.checker = checker;
		this.needs = needs;
		this.workforce = workforce;
		this.durations = durations;
		this.places = places;
		this.ranks = ranks;
		this.quotas = quotas;
		this.submissions = submissions;
	}

	/**
	 * The forecast of a proposal; nothing is stored.
	 *
	 * @throws Problem.Refused with all problems at once
	 */
	@Transactional(readOnly = true)
	public Forecast of(SignedIn person, Proposal proposal) {
		Checker.Checked checked = checker.check(proposal);
		Request request = checked.request();
		Map<String, Object> config = needs.config(request);
		boolean trained = request.adapter() == null;
		boolean counted = !config.isEmpty() && !request.method().id().equals(Methods.NONE);
		Estimate.Load load = counted ? needs.load(request) : null;
		Estimate estimate = load == null ? null : Estimate.of(config, request.method(), load);
		Fit fit = estimate == null ? null : estimate.parameters();
		String board = checked.board().id();
		return new Forecast(board, checked.title(), request, fit, counted && trained ? Estimate.trained(config, request.method()) : List.of(),
				estimate == null || !trained ? null : estimate.training(), load,
				trained ? durations.of(board, request.method().id(), request.seeds().size()).orElse(null) : null, places.next(person.id(), checked.board().hardwareClass()),
				fit == null || !trained ? null : ranks.of(checked.board(), request.method().id(), fit.trainableParameters()).orElse(null), request.seeds().size(),
				quotas.of(person.id()), submissions.same(person, checked).map(same -> same(person, same)).orElse(null),
				workforce.whyNobodyTakes(new Need(checked.board().hardwareClass(), estimate == null || !trained ? 0 : estimate.training().peakBytes())).orElse(null));
	}

	private Forecast.Same same(SignedIn person, Submission same) {
		return new Forecast.Same(same, submissions.addressFor(person, same).orElse(null));
	}

}
