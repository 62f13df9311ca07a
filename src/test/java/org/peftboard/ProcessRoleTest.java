package org.peftboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class ProcessRoleTest {

	private static MockEnvironment in(String role) {
		MockEnvironment environment = new MockEnvironment().withProperty("peftboard.role", role);
		new ProcessRole().postProcessEnvironment(environment, new SpringApplication());
		return environment;
	}

	@Test
	void aServerEvaluatesNothingAndAWorkerShowsNothing() {
		assertThat(in("server").getProperty("peftboard.evaluation.enabled")).isEqualTo("false");
		assertThat(in("worker").getProperty("peftboard.pages.enabled")).isEqualTo("false");
		assertThat(in("worker").getProperty("peftboard.reference-runs.enabled")).isEqualTo("false");
		assertThat(in("both").getProperty("peftboard.evaluation.enabled")).isNull();
	}

	@Test
	void whatIsSetByItselfCounts() {
		MockEnvironment environment = new MockEnvironment().withProperty("peftboard.role", "worker").withProperty("peftboard.evaluation.exclusive", "false");
		new ProcessRole().postProcessEnvironment(environment, new SpringApplication());
		assertThat(environment.getProperty("peftboard.evaluation.exclusive")).isEqualTo("false");
	}

	@Test
	void refusesARoleThatThereIsNot() {
		assertThatThrownBy(() -> in("wroker")).isInstanceOf(Problem.Refused.class).hasMessageContaining("peftboard.role: got 'wroker', need server, worker or both");
	}

	@Test
	void theFirstWordIsTheRole() {
		assertThat(ProcessRole.options(new String[] { "worker", "--a=b" })).containsExactly("--peftboard.role=worker", "--a=b");
		assertThat(ProcessRole.options(new String[] { "--a=b" })).containsExactly("--a=b");
		assertThat(ProcessRole.options(new String[0])).isEmpty();
	}

}
