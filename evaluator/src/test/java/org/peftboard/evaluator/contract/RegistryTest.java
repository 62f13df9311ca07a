package org.peftboard.evaluator.contract;

import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegistryTest {

	private final Registry<String> methods = new Registry<>("method", List.of("lora", "ia3", "full-fine-tuning"), Function.identity());

	@Test
	void keepsTheOrderOfItsList() {
		assertThat(methods.ids()).containsExactly("lora", "ia3", "full-fine-tuning");
	}

	@Test
	void answersAMistypedIdWithTheNearestKnownOne() {
		assertThatThrownBy(() -> methods.get("lorra"))
			.hasMessage("method: got 'lorra', need one of: lora, ia3, full-fine-tuning. Did you mean 'lora'?");
	}

	@Test
	void suggestsNothingWhereNothingIsNear() {
		assertThatThrownBy(() -> methods.get("quantum")).hasMessage("method: got 'quantum', need one of: lora, ia3, full-fine-tuning");
	}

	@Test
	void refusesADoubleId() {
		assertThatThrownBy(() -> new Registry<>("method", List.of("lora", "lora"), Function.identity()))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("belongs to both");
	}

	@Test
	void refusesAnIdWithASpace() {
		assertThatThrownBy(() -> new Registry<>("method", List.of("lo ra"), Function.identity())).isInstanceOf(IllegalArgumentException.class);
	}

}
