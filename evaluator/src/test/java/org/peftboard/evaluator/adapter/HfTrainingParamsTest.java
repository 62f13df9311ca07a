package org.peftboard.evaluator.adapter;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.contract.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HfTrainingParamsTest {

	@Test
	void takesTheLearningRateAndNamesWhatTheProtocolDecides() {
		HfTrainingParams params = HfTrainingParams.read("""
				{"optimizer_kwargs": {"lr": 0.001, "weight_decay": 0.1}, "max_steps": 1000, "optimizer_type": "AdamW"}""");
		assertThat(params.learningRate()).hasValue(0.001);
		assertThat(params.leftOut()).containsExactly("max_steps 1000", "optimizer_type AdamW", "optimizer_kwargs.weight_decay 0.1");
	}

	@Test
	void leavesTheLearningRateOpenWhereTheFileGivesNone() {
		assertThat(HfTrainingParams.read("{\"batch_size\": 2}").learningRate()).isEmpty();
	}

	@Test
	void refusesAnOptimizerThatIsPartOfAMethodAndUnknownKeysAllAtOnce() {
		assertThatThrownBy(() -> HfTrainingParams.read("{\"optimizer_type\": \"lora-fa\", \"max_step\": 5, \"optimizer_kwargs\": {\"lr\": \"fast\"}}"))
			.isInstanceOfSatisfying(Problem.Refused.class, refused -> assertThat(refused.problems()).extracting(Problem::field)
				.containsExactlyInAnyOrder("training_params.json: max_step", "training_params.json: optimizer_type", "training_params.json: optimizer_kwargs.lr"))
			.hasMessageContaining("Did you mean 'max_steps'?");
	}

	@Test
	void refusesWhatIsNoObject() {
		assertThatThrownBy(() -> HfTrainingParams.read("[]")).isInstanceOf(Problem.Refused.class).hasMessageContaining("a JSON object");
	}

	@Test
	void namesTheKeysOfAnAdapterConfigThatChangeNothing() {
		assertThat(HfPeftConfig.leftOut("{\"peft_type\": \"LORA\", \"r\": 8, \"base_model_name_or_path\": \"x\", \"bias\": \"none\"}"))
			.containsExactly("base_model_name_or_path", "bias");
	}

}
