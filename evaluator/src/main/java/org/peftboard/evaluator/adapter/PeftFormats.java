package org.peftboard.evaluator.adapter;

import java.util.List;
import java.util.Optional;

import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;

/** Every {@code peft_type} that is read and written. */
final class PeftFormats {

	private static final List<PeftFormat> ALL = List.of(new LoraFormat(), new AdaLoraFormat(), new VeraFormat(), new LoHaFormat(), new LoKrFormat(),
			new OftFormat(), new Ia3Format(), new LnTuningFormat(), new PromptFormat.PromptTuning(), new PromptFormat.PTuning(),
			new PromptFormat.PrefixTuning(), new TrainableTokensFormat());

	private PeftFormats() {
	}

	static PeftFormat ofType(String peftType) {
		return ALL.stream()
			.filter(format -> format.peftType().equals(peftType))
			.findFirst()
			.orElseThrow(() -> new Problem.Refused("adapter_config.json: peft_type", "'" + peftType + "'",
					Suggestion.oneOf(peftType, ALL.stream().map(PeftFormat::peftType).toList())));
	}

	static Optional<PeftFormat> ofMethod(String method) {
		return ALL.stream().filter(format -> format.methods().contains(method)).findFirst();
	}

}
