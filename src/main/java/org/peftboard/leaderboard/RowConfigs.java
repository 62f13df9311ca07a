package org.peftboard.leaderboard;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.evaluator.adapter.HfPeftConfig;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.result.Artifact;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.springframework.stereotype.Component;

/** A row's configuration in the forms in which somebody can start from it. */
@Component
class RowConfigs {

	private static final String FILE = "adapter_config.json";

	private final EvaluatorCards cards;

	private final Results results;

	RowConfigs(EvaluatorCards cards, Results results) {
		this.cards = cards;
		this.results = results;
	}

	/**
	 * Ways to start from a row.
	 *
	 * @param python     Hugging Face PEFT's code; absent where it has no such method, or the row states no settings
	 * @param submitHref the form of this site, filled in; absent where the evaluator has no such method
	 * @param partly     whether the form has only the method, because the row's settings cannot be read here
	 */
	record Start(@Nullable String python, @Nullable String submitHref, boolean partly) {
	}

	Start of(StoredResult row) {
		Optional<MethodCard> card = card(row.methodId());
		Map<String, Object> config = row.facts().config();
		String python = huggingFace(row, card).map(HfConfig::python).orElse(null);
		if (card.isEmpty()) {
			return new Start(python, null, false);
		}
		Map<String, Object> settings = config == null ? Map.of() : row.submitter() != null ? config : settings(config);
		String form = SubmitLink.of(card.get().id(), settings);
		return new Start(python, row.submitter() == null ? form : form + "&board=" + row.boardId(), settings.isEmpty());
	}

	/** The text of {@code adapter_config.json}: as the evaluator wrote it, or else made from what the row states. */
	Optional<String> file(StoredResult row) {
		Optional<String> written = results.artifactsOf(row).stream().map(Artifact::fileName).filter(name -> name.endsWith("/" + FILE)).findFirst()
			.flatMap(name -> results.artifact(row, name)).map(file -> new String(file.bytes(), StandardCharsets.UTF_8));
		return written.or(() -> huggingFace(row, card(row.methodId())).map(config -> Json.pretty(config.file())));
	}

	private Optional<HfConfig> huggingFace(StoredResult row, Optional<MethodCard> card) {
		Map<String, Object> config = row.facts().config();
		if (config == null) {
			return Optional.empty();
		}
		return row.submitter() == null ? HfConfig.of(config) : card.flatMap(method -> HfConfig.of(method, config));
	}

	/** A published configuration in this evaluator's settings; empty where it cannot be read. */
	private static Map<String, Object> settings(Map<String, Object> config) {
		try {
			MethodSetting setting = HfPeftConfig.read(Json.line(config), "llama");
			return setting.settings();
		}
		catch (Problem.Refused notReadable) {
			return Map.of();
		}
	}

	private Optional<MethodCard> card(String id) {
		return cards.catalogue().methods().stream().filter(method -> method.id().equals(id)).findFirst();
	}

}
