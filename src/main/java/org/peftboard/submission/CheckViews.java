package org.peftboard.submission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.run.Estimate;
import org.peftboard.language.Words;
import org.peftboard.submission.CheckView.Tensors;
import org.peftboard.submission.LiveView.Fact;
import org.springframework.stereotype.Component;

/** Writes forecasts down for people. */
@Component
final class CheckViews {

	private final Forecasts forecasts;

	private final Quotas quotas;

	CheckViews(Forecasts forecasts, Quotas quotas) {
		this.forecasts = forecasts;
		this.quotas = quotas;
	}

	/** A single configuration. */
	CheckView of(SignedIn person, Proposal proposal, MethodCard method, Words words) {
		Forecast forecast = forecasts.of(person, proposal);
		List<Fact> figures = new ArrayList<>();
		if (forecast.fit() != null) {
			figures.add(new Fact(words.say("check.exactly"), whole(forecast.fit().trainableParameters(), words)));
			figures.add(new Fact(words.say("check.share"), share(forecast.fit().trainableParameters(), forecast.fit().baseParameters())));
		}
		if (forecast.memory() != null) {
			figures.add(new Fact(words.say("check.memory"), bytes(forecast.memory().peakBytes())));
		}
		if (forecast.time() != null) {
			figures.add(new Fact(words.say("check.evaluation"), words.duration(Math.round(forecast.time().seconds()))));
		}
		if (forecast.rank() != null) {
			figures.add(new Fact(words.say("check.rank.between"), words.say("check.rank.range", forecast.rank().best(), forecast.rank().worst())));
		}
		return new CheckView(forecast.title(), method.title(), figures, facts(forecast, forecast.evaluations(), words), memory(forecast, words),
				tensors(forecast.trained(), words), settings(forecast), List.of(), existing(forecast, words),
				obstacle(forecast.quota(), forecast.evaluations(), words));
	}

	/** A search. */
	CheckView of(SignedIn person, SearchSpace space, MethodCard method, Words words) {
		List<Forecast> all = space.proposals().stream().map(proposal -> forecasts.of(person, proposal)).toList();
		Forecast first = all.get(0);
		int evaluations = all.stream().mapToInt(Forecast::evaluations).sum();
		List<Fact> figures = new ArrayList<>(List.of(new Fact(words.say("check.configurations"), String.valueOf(all.size())),
				new Fact(words.say("check.evaluations"), String.valueOf(evaluations))));
		if (first.time() != null) {
			double seconds = all.stream().mapToDouble(one -> one.time() == null ? 0 : one.time().seconds()).sum();
			figures.add(new Fact(words.say("check.altogether"), words.duration(Math.round(seconds))));
		}
		List<Fact> facts = facts(first, evaluations, words);
		facts.add(0, new Fact(words.say("check.shown"), words.say("check.shown.best", all.size())));
		List<CheckView.Row> rows = new ArrayList<>();
		for (Forecast one : all) {
			rows.add(new CheckView.Row(rows.size() + 1, chosen(space, one), one.fit() == null ? "–" : whole(one.fit().trainableParameters(), words),
					one.memory() == null ? "–" : bytes(one.memory().peakBytes())));
		}
		String title = space.proposal().title().isBlank() ? words.say("check.search", method.title()) : space.proposal().title().strip();
		return new CheckView(title, method.title(), figures, facts, List.of(), List.of(), settings(first), rows, null,
				obstacle(first.quota(), evaluations, words));
	}

	private static String chosen(SearchSpace space, Forecast forecast) {
		Map<String, Object> settings = forecast.request().method().settings();
		return space.values().keySet().stream().map(name -> name + " " + Values.text(settings.get(name))).collect(Collectors.joining(", "));
	}

	private List<Fact> facts(Forecast forecast, int evaluations, Words words) {
		List<Fact> facts = new ArrayList<>();
		if (forecast.request().adapter() != null) {
			facts.add(new Fact(words.say("check.adapter"), words.say("check.adapter.text", forecast.request().adapter())));
		}
		if (forecast.memory() != null && forecast.load() != null) {
			facts.add(new Fact(words.say("check.memory.name"), words.say("check.memory.text", forecast.load().batch(), forecast.load().tokens())));
		}
		facts.add(new Fact(words.say("check.time"), time(forecast, words)));
		facts.add(new Fact(words.say("check.place"), place(forecast.place(), words) + (forecast.nobody() == null ? "" : " " + forecast.nobody().in(words))));
		if (forecast.rank() != null) {
			String key = forecast.rank().ofMethod() ? "check.rank.method" : "check.rank.all";
			facts.add(new Fact(words.say("check.rank"), words.say(key, forecast.rank().of(), forecast.rank().from())));
		}
		facts.add(new Fact(words.say("check.seeds.name"), Values.text(forecast.request().seeds())));
		facts.add(new Fact(words.say("check.quota"), words.say("check.quota.text", evaluations, forecast.quota().left(), forecast.quota().limit(),
				quotas.inWords(forecast.quota().resetsAt(), words))));
		return facts;
	}

	private static String time(Forecast forecast, Words words) {
		if (forecast.time() == null) {
			return words.say(forecast.request().adapter() == null ? "check.time.unknown" : "check.time.less");
		}
		int seeds = forecast.request().seeds().size();
		return words.say(forecast.time().ofMethod() ? "check.time.method" : "check.time.board", forecast.time().from(),
				seeds == 1 ? words.say("check.seed") : words.say("check.seeds.several", seeds));
	}

	static String place(QueuePlaces.Place place, Words words) {
		String running = place.running() == 0 ? "" : words.say("check.place.running", place.running());
		String wait = place.waitSeconds() == null || place.waitSeconds() == 0 ? "" : words.say("check.place.wait", words.duration(place.waitSeconds()));
		return Live.position(place, words) + running + wait + words.say("check.place.turns");
	}

	private static List<Fact> memory(Forecast forecast, Words words) {
		Estimate.Training memory = forecast.memory();
		return memory == null ? List.of()
				: List.of(new Fact(words.say("check.part.weights"), bytes(memory.weightsBytes())),
						new Fact(words.say("check.part.gradients"), bytes(memory.gradientsBytes())),
						new Fact(words.say("check.part.moments"), bytes(memory.optimizerBytes())),
						new Fact(words.say("check.part.kept"), bytes(memory.keptBytes())),
						new Fact(words.say("check.part.scores"), bytes(memory.scoresBytes())), new Fact(words.say("check.part.peak"), bytes(memory.peakBytes())));
	}

	/** Tensors that differ in their layer alone are one line. */
	private static List<Tensors> tensors(List<Estimate.TrainedTensor> trained, Words words) {
		Map<String, List<Estimate.TrainedTensor>> byKind = new LinkedHashMap<>();
		trained.forEach(tensor -> byKind.computeIfAbsent(tensor.name().replaceAll("\\.\\d{1,4}\\.", ".*.") + " " + tensor.shape(), kind -> new ArrayList<>()).add(tensor));
		return byKind.entrySet().stream().map(entry -> {
			Estimate.TrainedTensor first = entry.getValue().get(0);
			long parameters = entry.getValue().stream().mapToLong(Estimate.TrainedTensor::parameters).sum();
			String shape = first.shape().stream().map(String::valueOf).collect(Collectors.joining(" × "));
			return new Tensors(entry.getKey().substring(0, entry.getKey().indexOf(' ')), shape, entry.getValue().size(), whole(parameters, words));
		}).toList();
	}

	private static List<Fact> settings(Forecast forecast) {
		return forecast.request().method().settings().entrySet().stream().map(entry -> new Fact(entry.getKey(), Values.text(entry.getValue()))).toList();
	}

	private static CheckView.@Nullable Existing existing(Forecast forecast, Words words) {
		if (forecast.same() == null) {
			return null;
		}
		Submission same = forecast.same().submission();
		String seeds = same.seeds() == 1 ? words.say("check.with.seed") : words.say("check.with.seeds", same.seeds());
		String sentence = words.say(same.resultId() != null ? "check.existing.measured" : "check.existing.queued", seeds);
		return new CheckView.Existing(sentence, forecast.same().address(), SubmissionFacts.moreSeeds(same));
	}

	private @Nullable String obstacle(Quotas.Usage quota, int evaluations, Words words) {
		return evaluations <= quota.left() ? null
				: words.say("check.obstacle", evaluations, quota.left(), quotas.inWords(Objects.requireNonNull(quota.resetsAt()), words));
	}

	private static String whole(long number, Words words) {
		return words.number(String.format(Locale.ENGLISH, "%,d", number));
	}

	private static String share(long part, long whole) {
		return String.format(Locale.ENGLISH, "%.3g %%", 100.0 * part / whole);
	}

	static String bytes(long bytes) {
		return bytes < 1e9 ? String.format(Locale.ENGLISH, "%.1f MB", bytes / 1e6) : String.format(Locale.ENGLISH, "%.2f GB", bytes / 1e9);
	}

}
