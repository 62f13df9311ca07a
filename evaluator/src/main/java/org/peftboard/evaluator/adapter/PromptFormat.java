package org.peftboard.evaluator.adapter;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.method.Settings;

/**
 * {@code peft_type: PROMPT_TUNING}, {@code P_TUNING} and {@code PREFIX_TUNING}; one key {@code prompt_embeddings} without any prefix: (n, C) for the first two,
 * (n, layers · 2 · G·D) for the third. Networks that make them are for training and not in the file.
 */
abstract sealed class PromptFormat implements PeftFormat {

	private final String peftType;

	private final String method;

	private PromptFormat(String peftType, String method) {
		this.peftType = peftType;
		this.method = method;
	}

	@Override
	public String peftType() {
		return peftType;
	}

	@Override
	public Set<String> methods() {
		return Set.of(method);
	}

	@Override
	public String key(String parameter) {
		return parameter;
	}

	/** What all three say; the sizes that repeat the base model are overlooked. */
	private static Set<String> keysWith(String... others) {
		Set<String> keys = new HashSet<>(
				Set.of("num_virtual_tokens", "token_dim", "num_transformer_submodules", "num_attention_heads", "num_layers"));
		keys.addAll(Set.of(others));
		return keys;
	}

	private static int virtualTokens(PeftConfigReader config) {
		int tokens = config.whole("num_virtual_tokens", 0);
		if (tokens < 1) {
			throw new Problem.Refused("adapter_config.json: num_virtual_tokens", tokens == 0 ? "nothing" : String.valueOf(tokens), "a whole number of at least 1");
		}
		return tokens;
	}

	/** Where it is absent Hugging Face PEFT takes the width of the base model's tokens, which a saved configuration tells. */
	private static int encoderHiddenSize(PeftConfigReader config) {
		OptionalInt told = config.wholeIfPresent("encoder_hidden_size");
		OptionalInt size = told.isPresent() ? told : config.wholeIfPresent("token_dim");
		return size.orElseThrow(() -> new Problem.Refused("adapter_config.json: encoder_hidden_size", "nothing",
				"a whole number; where it is absent Hugging Face PEFT takes the base model's width, which 'token_dim' does not tell here"));
	}

	/** Whether rows for the decoder are kept too; Hugging Face's default for an encoder–decoder. */
	private static boolean bothStacks(PeftConfigReader config) {
		return config.whole("num_transformer_submodules", 2) == 2 || !config.isSequenceToSequence();
	}

	private static Map<String, Object> common(Settings settings, ModuleNames modules) {
		Map<String, Object> config = new LinkedHashMap<>();
		config.put("num_virtual_tokens", settings.whole("virtualTokens"));
		config.putAll(modules.promptSizes());
		return config;
	}

	static final class PromptTuning extends PromptFormat {

		PromptTuning() {
			super("PROMPT_TUNING", "prompt-tuning");
		}

		@Override
		public Set<String> keys() {
			return keysWith("prompt_tuning_init", "prompt_tuning_init_text", "tokenizer_name_or_path", "tokenizer_kwargs");
		}

		@Override
		public MethodSetting read(PeftConfigReader config) {
			String initial = config.choice("prompt_tuning_init", "RANDOM", "RANDOM", "SAMPLE_VOCAB");
			return new MethodSetting("prompt-tuning", Map.of("virtualTokens", virtualTokens(config), "initial",
					initial.equals("RANDOM") ? "normal" : "vocabulary", "bothStacks", bothStacks(config)));
		}

		@Override
		public Map<String, Object> write(String method, Settings settings, ModuleNames modules) {
			Map<String, Object> config = common(settings, modules);
			config.put("prompt_tuning_init", settings.text("initial").equals("normal") ? "RANDOM" : "SAMPLE_VOCAB");
			config.put("num_transformer_submodules", modules.hasEncoder() && settings.flag("bothStacks") ? 2 : 1);
			return config;
		}

	}

	static final class PTuning extends PromptFormat {

		PTuning() {
			super("P_TUNING", "p-tuning");
		}

		@Override
		public Set<String> keys() {
			return keysWith("encoder_reparameterization_type", "encoder_hidden_size", "encoder_num_layers", "encoder_dropout");
		}

		@Override
		public MethodSetting read(PeftConfigReader config) {
			config.requireNumber("encoder_num_layers", 2);
			config.requireNumber("encoder_dropout", 0);
			String encoder = config.choice("encoder_reparameterization_type", "MLP", "MLP", "LSTM");
			Map<String, Object> settings = new LinkedHashMap<>();
			settings.put("virtualTokens", virtualTokens(config));
			settings.put("encoder", encoder.toLowerCase(Locale.ROOT));
			settings.put("bothStacks", bothStacks(config));
			settings.put("encoderHiddenSize", encoderHiddenSize(config));
			return new MethodSetting("p-tuning", settings);
		}

		@Override
		public Map<String, Object> write(String method, Settings settings, ModuleNames modules) {
			Map<String, Object> config = common(settings, modules);
			config.put("encoder_reparameterization_type", settings.text("encoder").toUpperCase(Locale.ROOT));
			config.put("encoder_hidden_size", settings.whole("encoderHiddenSize"));
			config.put("num_transformer_submodules", modules.hasEncoder() && settings.flag("bothStacks") ? 2 : 1);
			return config;
		}

	}

	static final class PrefixTuning extends PromptFormat {

		PrefixTuning() {
			super("PREFIX_TUNING", "prefix-tuning");
		}

		/** For an encoder–decoder Hugging Face PEFT has prefixes of the decoder's attention to itself, which must be as wide as the model. */
		@Override
		public boolean suits(ModuleNames modules, Settings settings) {
			return !modules.hasEncoder() || (settings.text("attentions").equals("decoder") && modules.keysAreAsWideAsTheModel());
		}

		@Override
		public Set<String> keys() {
			return keysWith("prefix_projection", "encoder_hidden_size");
		}

		@Override
		public MethodSetting read(PeftConfigReader config) {
			if (config.isSequenceToSequence()) {
				// with one, Hugging Face PEFT does something else with a file of the same shapes
				config.requireNumber("num_transformer_submodules", 2);
			}
			Map<String, Object> settings = new LinkedHashMap<>();
			settings.put("virtualTokens", virtualTokens(config));
			settings.put("projection", config.flag("prefix_projection", false));
			settings.put("attentions", config.isSequenceToSequence() ? "decoder" : "all");
			if (config.flag("prefix_projection", false)) {
				settings.put("encoderHiddenSize", encoderHiddenSize(config));
			}
			else {
				config.wholeIfPresent("encoder_hidden_size").ifPresent(hidden -> settings.put("encoderHiddenSize", hidden));
			}
			return new MethodSetting("prefix-tuning", settings);
		}

		@Override
		public Map<String, Object> write(String method, Settings settings, ModuleNames modules) {
			Map<String, Object> config = common(settings, modules);
			config.putAll(modules.prefixSizes());
			config.put("num_transformer_submodules", modules.hasEncoder() ? 2 : 1);
			config.put("prefix_projection", settings.flag("projection"));
			config.put("encoder_hidden_size", settings.whole("encoderHiddenSize"));
			return config;
		}

	}

}
