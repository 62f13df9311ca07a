package org.peftboard.evaluator.adapter;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Site;

/** {@code peft_type: TRAINABLE_TOKENS}; keys {@code …trainable_tokens_delta} (n, C), the tokens' whole vectors. */
final class TrainableTokensFormat implements PeftFormat {

	@Override
	public String peftType() {
		return "TRAINABLE_TOKENS";
	}

	@Override
	public Set<String> methods() {
		return Set.of("trainable-tokens");
	}

	@Override
	public Set<String> keys() {
		return Set.of("token_indices", "target_modules", "init_weights");
	}

	@Override
	public MethodSetting read(PeftConfigReader config) {
		config.requireUsualInit("init_weights");
		config.requireKinds("target_modules", Site.Kind.EMBEDDING);
		List<Integer> tokens = config.wholes("token_indices");
		boolean follow = !tokens.isEmpty() && IntStream.range(0, tokens.size()).allMatch(index -> tokens.get(index) == tokens.get(0) + index);
		if (!follow) {
			throw new Problem.Refused("adapter_config.json: token_indices", tokens.toString(), "tokens that follow each other, the least first");
		}
		return new MethodSetting("trainable-tokens", Map.of("firstToken", tokens.get(0), "tokens", tokens.size()));
	}

	@Override
	public Map<String, Object> write(String method, Settings settings, ModuleNames modules) {
		int first = settings.whole("firstToken");
		return Map.of("token_indices", IntStream.range(first, first + settings.whole("tokens")).boxed().toList(), "target_modules", modules.embedding());
	}

	/** For an encoder–decoder Hugging Face PEFT looks for the tokens in two copies of the embedding. */
	@Override
	public boolean suits(ModuleNames modules, Settings settings) {
		return !modules.hasEncoder();
	}

}
