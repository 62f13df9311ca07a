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
	CheckView of(SignedIn person, Proposal proposal, MethodCard method) {
		Forecast forecast = forecasts.of(person, proposal);
		List<Fact> figures = new ArrayList<>();
		if (forecast.fit() != null) {
			figures.add(new Fact("Trainable parameters, exactly", whole(forecast.fit().trainableParameters())));
			figures.add(new Fact("Of the base model", share(forecast.fit().trainableParameters(), forecast.fit().baseParameters())));
		}
		if (forecast.memory() != null) {
			figures.add(new Fact("Training memory, at most about", bytes(forecast.memory().peakBytes())));
		}
		if (forecast.time() != null) {
			figures.add(new Fact("Evaluation, about", Live.duration(Math.round(forecast.time().seconds()))));
		}
		if (forecast.rank() != null) {
			figures.add(new Fact("Rank, between", forecast.rank().best() + " and " + forecast.rank().worst()));
		}
		return new CheckView(forecast.title(), method.title(), figures, facts(forecast, forecast.evaluations()), memory(forecast), tensors(forecast.trained()),
				settings(forecast), List.of(), existing(forecast, person), obstacle(forecast.quota(), forecast.evaluations()));
	}

	/** A search. */
	CheckView of(SignedIn person, SearchSpace space, MethodCard method) {
		List<Forecast> all = space.proposals().stream().map(proposal -> forecasts.of(person, proposal)).toList();
		Forecast first = all.get(0);
		int evaluations = all.stream().mapToInt(Forecast::evaluations).sum();
		List<Fact> figures = new ArrayList<>(List.of(new Fact("Configurations", String.valueOf(all.size())), new Fact("Evaluations", String.valueOf(evaluations))));
		if (first.time() != null) {
			double seconds = all.stream().mapToDouble(one -> one.time() == null ? 0 : one.time().seconds()).sum();
			figures.add(new Fact("All of them, one after the other, about", Live.duration(Math.round(seconds))));
		}
		List<Fact> facts = facts(first, evaluations);
		facts.add(0, new Fact("What is shown", "The configuration with the best validation score goes onto the board, as “best of " + all.size()
				+ " tried”. The test scores of the others are shown to nobody."));
		List<CheckView.Row> rows = new ArrayList<>();
		for (Forecast one : all) {
			rows.add(new CheckView.Row(rows.size() + 1, chosen(space, one), one.fit() == null ? "–" : whole(one.fit().trainableParameters()),
					one.memory() == null ? "–" : bytes(one.memory().peakBytes())));
		}
		String title = space.proposal().title().isBlank() ? method.title() + ", a search" : space.proposal().title().strip();
		return new CheckView(title, method.title(), figures, facts, List.of(), List.of(), settings(first), rows, null, obstacle(first.quota(), evaluations));
	}

	private static String chosen(SearchSpace space, Forecast forecast) {
		Map<String, Object> settings = forecast.request().method().settings();
		return space.values().keySet().stream().map(name -> name + " " + Values.text(settings.get(name))).collect(Collectors.joining(", "));
	}

	private List<Fact> facts(Forecast forecast, int evaluations) {
		List<Fact> facts = new ArrayList<>();
		if (forecast.request().adapter() != null) {
			facts.add(new Fact("Uploaded adapter", "Tested as it is, nothing is trained: SHA-256 " + forecast.request().adapter()
					+ ". Everything but training is measured. Without training memory there is no rank; the row stands apart and says why."));
		}
		if (forecast.memory() != null && forecast.load() != null) {
			facts.add(new Fact("Memory", "By a model of what training keeps, over the process without the model, for a step of " + forecast.load().batch()
					+ " examples as long as the tasks allow (" + forecast.load().tokens() + " tokens). What was measured lies mostly below; how far the model is off: docs/log.md."));
		}
		if (forecast.time() != null) {
			facts.add(new Fact("Time", "The median of the last " + forecast.time().from() + (forecast.time().ofMethod() ? " evaluations of this method on this board"
					: " evaluations on this board; this method was not measured on it yet") + ", for " + forecast.request().seeds().size() + " seed"
					+ (forecast.request().seeds().size() == 1 ? "." : "s.")));
		}
		else {
			facts.add(new Fact("Time", forecast.request().adapter() == null ? "Not known: nothing was measured on this board yet." : "Less than a training run."));
		}
		facts.add(new Fact("Queue", place(forecast.place())));
		if (forecast.rank() != null) {
			facts.add(new Fact("Rank", "Of " + forecast.rank().of() + ", with all weights 1: its parameters with the worst and the best score, latency and memory of "
					+ (forecast.rank().ofMethod() ? "the " + forecast.rank().from() + " rows of this method." : "all " + forecast.rank().from()
							+ " rows, because this method has none yet.") + " A range of what was seen, no promise."));
		}
		facts.add(new Fact("Seeds", Values.text(forecast.request().seeds())));
		facts.add(new Fact("Quota", "Uses " + evaluations + " of " + forecast.quota().left() + " evaluations left today (" + forecast.quota().limit()
				+ " a day); the count begins anew " + quotas.inWords(forecast.quota().resetsAt()) + ". What fails through this site’s fault does not count."));
		return facts;
	}

	static String place(QueuePlaces.Place place) {
		String position = place.position() == 1 ? "Next in the queue" : "Position " + place.position() + " of " + place.waiting();
		String running = place.running() == 0 ? "" : ", " + place.running() + " running now";
		String wait = place.waitSeconds() == null || place.waitSeconds() == 0 ? "" : ", about " + Live.duration(place.waitSeconds()) + " to wait";
		return position + running + wait + ". People take turns: your next one waits for one of everybody else’s, however many they brought.";
	}

	private static List<Fact> memory(Forecast forecast) {
		Estimate.Training memory = forecast.memory();
		return memory == null ? List.of()
				: List.of(new Fact("Weights, base and added", bytes(memory.weightsBytes())), new Fact("Gradients", bytes(memory.gradientsBytes())),
						new Fact("Optimizer’s moments", bytes(memory.optimizerBytes())), new Fact("Activations kept for the backward pass", bytes(memory.keptBytes())),
						new Fact("Scores over the vocabulary, and the output layer’s gradient", bytes(memory.scoresBytes())),
						new Fact("Peak: all but the lesser of gradients and the last line", bytes(memory.peakBytes())));
	}

	/** Tensors that differ in their layer alone are one line. */
	private static List<Tensors> tensors(List<Estimate.TrainedTensor> trained) {
		Map<String, List<Estimate.TrainedTensor>> byKind = new LinkedHashMap<>();
		trained.forEach(tensor -> byKind.computeIfAbsent(tensor.name().replaceAll("\\.\\d{1,4}\\.", ".*.") + " " + tensor.shape(), kind -> new ArrayList<>()).add(tensor));
		return byKind.entrySet().stream().map(entry -> {
			Estimate.TrainedTensor first = entry.getValue().get(0);
			long parameters = entry.getValue().stream().mapToLong(Estimate.TrainedTensor::parameters).sum();
			String shape = first.shape().stream().map(String::valueOf).collect(Collectors.joining(" × "));
			return new Tensors(entry.getKey().substring(0, entry.getKey().indexOf(' ')), shape, entry.getValue().size(), whole(parameters));
		}).toList();
	}

	private static List<Fact> settings(Forecast forecast) {
		return forecast.request().method().settings().entrySet().stream().map(entry -> new Fact(entry.getKey(), Values.text(entry.getValue()))).toList();
	}

	private static CheckView.@Nullable Existing existing(Forecast forecast, SignedIn person) {
		Submission same = forecast.same();
		if (same == null) {
			return null;
		}
		String address = same.resultId() != null && same.visibleFrom() == null ? "/results/" + same.resultId()
				: Submissions.visible(same, person) ? "/submissions/" + same.id() : null;
		String what = same.resultId() != null ? "Exactly this configuration was measured before" : "Exactly this configuration is in the queue or running";
		String seeds = " with " + same.seeds() + (same.seeds() == 1 ? " seed" : " seeds");
		return new CheckView.Existing(what + seeds + ". Nothing is measured twice.", address, SubmissionFacts.moreSeeds(same));
	}

	private @Nullable String obstacle(Quotas.Usage quota, int evaluations) {
		return evaluations <= quota.left() ? null
				: "Your quota does not cover this: it needs " + evaluations + " evaluations, and " + quota.left() + " are left today. The count begins anew "
						+ quotas.inWords(Objects.requireNonNull(quota.resetsAt())) + ".";
	}

	private static String whole(long number) {
		return String.format(Locale.ENGLISH, "%,d", number);
	}

	private static String share(long part, long whole) {
		return String.format(Locale.ENGLISH, "%.3g %%", 100.0 * part / whole);
	}

	static String bytes(long bytes) {
		return bytes < 1e9 ? String.format(Locale.ENGLISH, "%.1f MB", bytes / 1e6) : String.format(Locale.ENGLISH, "%.2f GB", bytes / 1e9);
	}

}
