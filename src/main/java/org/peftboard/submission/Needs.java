package org.peftboard.submission;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.evaluator.contract.Catalogue.ProtocolCard;
import org.peftboard.evaluator.contract.Catalogue.TaskCard;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.nn.Precision;
import org.peftboard.evaluator.run.Estimate;
import org.springframework.stereotype.Component;

/** Says what a request needs: the same estimate that people are shown before they submit. */
@Component
final class Needs {

	private final EvaluatorCards cards;

	private final Boards boards;

	Needs(EvaluatorCards cards, Boards boards) {
		this.cards = cards;
		this.boards = boards;
	}

	/** What a submission needs. One that the catalogue does not fit any more needs nothing that is known: whoever takes it finds that out and says so. */
	Need of(Submission submission) {
		String hardwareClass = boards.hardwareOf(submission.boardId()).id();
		try {
			return new Need(hardwareClass, memoryBytes(submission.request()));
		}
		catch (Problem.Refused gone) {
			return new Need(hardwareClass, 0);
		}
	}

	private long memoryBytes(Request request) {
		Estimate.Load load = request.adapter() == null ? load(request) : null;
		return load == null ? 0 : Estimate.of(config(request), request.method(), load).training().peakBytes();
	}

	Map<String, Object> config(Request request) {
		return cards.baseModel(request.baseModel()).config();
	}

	/** A batch of the protocol in which every example is as long as the tasks allow: the most that a step can take. Absent where the base model's shape is not at hand. */
	Estimate.@Nullable Load load(Request request) {
		if (config(request).isEmpty() || request.method().id().equals(Methods.NONE)) {
			return null;
		}
		Map<String, Object> settings = cards.catalogue().protocols().stream().filter(card -> card.id().equals(request.protocol())).findFirst()
			.map(ProtocolCard::settings).orElse(Map.of());
		List<TaskCard> tasks = request.tasks().stream().flatMap(id -> cards.task(id).stream()).toList();
		int tokens = tasks.stream().mapToInt(task -> task.maxPromptTokens() + task.maxNewTokens()).max().orElse(0);
		int targets = tasks.stream().mapToInt(TaskCard::maxNewTokens).max().orElse(0);
		return settings.get("batchSize") instanceof Number size && targets > 0 ? new Estimate.Load(size.intValue(), tokens, targets, precision(request, settings)) : null;
	}

	/** The protocol's precision counts on a GPU alone. */
	private static Precision precision(Request request, Map<String, Object> settings) {
		boolean low = request.device().startsWith("cuda") && String.valueOf(settings.get("precision")).startsWith("bfloat16");
		return low ? Precision.BFLOAT16 : Precision.FLOAT32;
	}

}
