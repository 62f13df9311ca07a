package org.peftboard.submission;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.account.SignedIn;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.evaluator.adapter.Fit;
import org.peftboard.evaluator.contract.Catalogue.ProtocolCard;
import org.peftboard.evaluator.contract.Catalogue.TaskCard;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.nn.Precision;
import org.peftboard.evaluator.run.Estimate;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Looks ahead: everything that can be said of a configuration without running it. */
@Service
public class Forecasts {

	private final Checker checker;

	private final EvaluatorCards cards;

	private final Durations durations;

	private final QueuePlaces places;

	private final RankForecast ranks;

	private final Quotas quotas;

	private final Submissions submissions;

	Forecasts(Checker checker, EvaluatorCards cards, Durations durations, QueuePlaces places, RankForecast ranks, Quotas quotas, Submissions submissions) {
		this.checker = checker;
		this.cards = cards;
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
		Map<String, Object> config = cards.baseModel(request.baseModel()).config();
		boolean trained = request.adapter() == null;
		boolean counted = !config.isEmpty() && !request.method().id().equals(Methods.NONE);
		Estimate.Load load = counted ? load(request) : null;
		Estimate estimate = load == null ? null : Estimate.of(config, request.method(), load);
		Fit fit = estimate == null ? null : estimate.parameters();
		String board = checked.board().id();
		return new Forecast(board, checked.title(), request, fit, counted && trained ? Estimate.trained(config, request.method()) : List.of(),
				estimate == null || !trained ? null : estimate.training(), load,
				trained ? durations.of(board, request.method().id(), request.seeds().size()).orElse(null) : null, places.next(person.id()),
				fit == null || !trained ? null : ranks.of(checked.board(), request.method().id(), fit.trainableParameters()).orElse(null), request.seeds().size(),
				quotas.of(person.id()), submissions.same(person, checked).orElse(null));
	}

	/** A batch of the protocol in which every example is as long as the tasks allow: the most that a step can take. */
	private Estimate.@Nullable Load load(Request request) {
		Object batch = cards.catalogue()
			.protocols()
			.stream()
			.filter(card -> card.id().equals(request.protocol()))
			.findFirst()
			.map(ProtocolCard::settings)
			.map(settings -> settings.get("batchSize"))
			.orElse(null);
		List<TaskCard> tasks = request.tasks().stream().flatMap(id -> cards.task(id).stream()).toList();
		int tokens = tasks.stream().mapToInt(task -> task.maxPromptTokens() + task.maxNewTokens()).max().orElse(0);
		int targets = tasks.stream().mapToInt(TaskCard::maxNewTokens).max().orElse(0);
		return batch instanceof Number size && targets > 0 ? new Estimate.Load(size.intValue(), tokens, targets, Precision.FLOAT32) : null;
	}

}
