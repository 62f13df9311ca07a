package org.peftboard.catalog;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.mock.env.MockEnvironment;

class MovedPropertiesTest {

	@Test
	void anOldNameStopsTheStartAndTheNewOneIsTold() {
		MockEnvironment old = new MockEnvironment().withProperty("peftboard.hardware-class", "h200");

		assertThatThrownBy(() -> new MovedProperties(old)).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("peftboard.hardware-class")
			.hasMessageContaining("'h200'")
			.hasMessageContaining("peftboard.hardware-classes[0].id");
	}

	@Test
	void newNamesDoNot() {
		assertThatCode(() -> new MovedProperties(new MockEnvironment().withProperty("peftboard.hardware-classes[0].id", "cpu").withProperty("peftboard.worker.hardware-class", "cpu")))
			.doesNotThrowAnyException();
	}

}
