package org.peftboard.evaluator.adapter;

import java.util.List;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.evaluator.Reference;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HfPeftConfigTest {

	@Test
	void readsTheConfigurationThatPeftWrites() {
		MethodSetting setting = read("lora");
		assertThat(setting.id()).isEqualTo("lora");
		assertThat(setting.settings()).containsEntry("rank", 4)
			.containsEntry("alpha", 8.0)
			.containsEntry("targetModules", List.of("attention-query", "attention-value"));
		assertThat(read("ln-tuning").id()).isEqualTo("ln-tuning");
	}

	@Test
	void takesPeftsDefaultsWhereAKeyIsAbsent() {
		MethodSetting setting = HfPeftConfig.read("{\"peft_type\":\"LORA\"}", "llama");
		assertThat(setting.settings()).containsEntry("rank", 8).containsEntry("alpha", 8.0).containsEntry("dropout", 0.0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"bias\": \"all\"", "\"modules_to_save\": [\"lm_head\"]",
			"\"rank_pattern\": {\"q_proj\": 2}", "\"init_lora_weights\": \"pissa\"", "\"layers_to_transform\": [0]" })
	void refusesByNameWhatWouldChangeTheMethodAndIsNotSupported(String key) {
		assertThatThrownBy(() -> HfPeftConfig.read("{\"peft_type\":\"LORA\"," + key + "}", "llama")).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining(key.substring(1, key.indexOf(':') - 1));
	}

	@Test
	void refusesUnknownKeysByNameWithASuggestion() {
		assertThatThrownBy(() -> HfPeftConfig.read("{\"peft_type\":\"LORA\",\"lora_alhpa\":3}", "llama")).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("adapter_config.json: lora_alhpa: got an unknown key")
			.hasMessageContaining("Did you mean 'lora_alpha'?");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{'peft_type':'LORRA'} | Did you mean 'LORA'?", "{} | peft_type", "[1] | a JSON object", "oops | adapter_config.json",
			"{'peft_type':'LORA','r':'eight'} | a whole number", "{'peft_type':'LORA','r':1.5} | a whole number",
			"{'peft_type':'LORA','target_modules':'.*q_proj'} | a regular expression there, which is not accepted",
			"{'peft_type':'LORA','target_modules':['q_prj']} | Did you mean 'q_proj'?", "{'peft_type':'LORA','target_modules':[]} | at least one module name",
			"{'peft_type':'LORA','r':4,'r':8} | r" })
	void answersWhatIsWrongByFieldValueAndNeed(String json, String message) {
		assertThatThrownBy(() -> HfPeftConfig.read(json.replace('\'', '"'), "llama")).isInstanceOf(Problem.Refused.class).hasMessageContaining(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "llama | attention-query, attention-key, attention-value, attention-output, mlp-gate, mlp-up, mlp-down",
			"gpt2 | attention-qkv, attention-output, mlp-up, mlp-down" })
	void allLinearIsEveryLinearLayerButTheOutputLayer(String architecture, String kinds) {
		assertThat(HfPeftConfig.read("{\"peft_type\":\"LORA\",\"target_modules\":\"all-linear\"}", architecture).settings().get("targetModules"))
			.asInstanceOf(InstanceOfAssertFactories.list(String.class)).containsExactlyInAnyOrder(kinds.split(", "));
	}

	@Test
	void modulesThatAreNamedOneByOneMeanTheirKindWhereEveryLayerHasThem() {
		String named = "{'peft_type':'LORA','target_modules':['model.layers.0.self_attn.q_proj','model.layers.1.self_attn.q_proj'%s]}".replace('\'', '"');
		assertThat(HfPeftConfig.read(named.formatted(""), "llama").settings()).containsEntry("targetModules", List.of("attention-query"));
		String uneven = named.formatted(",\"model.layers.1.self_attn.v_proj\"");
		assertThatThrownBy(() -> HfPeftConfig.read(uneven, "llama")).hasMessageContaining("got 'model.layers.0.self_attn.q_proj'");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "LORA | init_lora_weights | false", "LORA | init_lora_weights | \"gaussian\"", "LOHA | init_weights | false", "OFT | init_weights | false",
			"PREFIX_TUNING | init_weights | \"zero\"" })
	void whereTrainingStartedDoesNotMatterBesideTrainedWeights(String type, String key, String value) {
		String json = "{\"peft_type\":\"" + type + "\",\"num_virtual_tokens\":4,\"oft_block_size\":8,\"" + key + "\":" + value + "}";
		String meant = type.equals("PREFIX_TUNING") ? json.replace("\"oft_block_size\":8,", "")
				: json.replace("\"num_virtual_tokens\":4,", "").replace(type.equals("OFT") ? "none" : "\"oft_block_size\":8,", "");
		assertThat(HfPeftConfig.readTrained(meant, "llama").id()).isNotEmpty();
		assertThatThrownBy(() -> HfPeftConfig.read(meant, "llama")).isInstanceOf(Problem.Refused.class).hasMessageContaining(key + ": got " + value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "pissa", "pissa_niter_16", "olora", "corda", "loftq" })
	void aStartThatChangesTheBaseModelIsRefusedBesideTrainedWeightsToo(String start) {
		assertThatThrownBy(() -> HfPeftConfig.readTrained("{\"peft_type\":\"LORA\",\"init_lora_weights\":\"" + start + "\"}", "llama")).hasMessageContaining("init_lora_weights: got");
	}

	/** Hugging Face PEFT 0.21, where {@code target_modules} is absent. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "llama | attention-norm, mlp-norm, final-norm", "qwen2 | mlp-norm", "qwen3 | mlp-norm",
			"gemma3_text | attention-norm, attention-post-norm, mlp-norm, mlp-post-norm, final-norm" })
	void trainsTheNormsThatPeftTrainsByDefault(String architecture, String norms) {
		assertThat(HfPeftConfig.read("{\"peft_type\":\"LN_TUNING\"}", architecture).settings()).containsEntry("norms", List.of(norms.split(", ")));
	}

	@Test
	void aHiddenSizeThatIsAbsentIsTheWidthOfTheTokens() {
		String config = "{'peft_type':'P_TUNING','num_virtual_tokens':5,'token_dim':64}".replace('\'', '"');
		assertThat(HfPeftConfig.read(config, "llama").settings()).containsEntry("encoderHiddenSize", 64);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "llama | {'peft_type':'PREFIX_TUNING','num_virtual_tokens':4,'init_weights':'zero'} | init_weights: got \"zero\"",
			"llama | {'peft_type':'P_TUNING','num_virtual_tokens':5} | encoder_hidden_size: got nothing",
			"llama | {'peft_type':'PREFIX_TUNING','num_virtual_tokens':5,'prefix_projection':true} | encoder_hidden_size: got nothing",
			"t5 | {'peft_type':'PREFIX_TUNING','task_type':'SEQ_2_SEQ_LM','num_virtual_tokens':5,'num_transformer_submodules':1} | num_transformer_submodules: got 1",
			"t5 | {'peft_type':'ADALORA','total_step':9} | target_modules: got nothing", "mistral | {'peft_type':'ADALORA','total_step':9} | target_modules: got nothing" })
	void refusesWhatPeftWouldTakeForSomethingElse(String architecture, String json, String message) {
		assertThatThrownBy(() -> HfPeftConfig.read(json.replace('\'', '"'), architecture)).isInstanceOf(Problem.Refused.class).hasMessageContaining(message);
	}

	private static MethodSetting read(String adapter) {
		return HfPeftConfig.read(Reference.text(Reference.of("llama/adapters/" + adapter).folder().resolve("adapter_config.json")), "llama");
	}

}
