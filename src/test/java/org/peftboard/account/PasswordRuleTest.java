package org.peftboard.account;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.contract.Problem;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordRuleTest {

	@Test
	void acceptsALongPhraseWithoutRulesAboutCharacters() {
		assertThat(PasswordRule.problems("ada", "correct horse battery")).isEmpty();
	}

	@Test
	void rejectsShortAndOverlongOnesWithoutRepeatingThem() {
		assertThat(PasswordRule.problems("ada", "short")).extracting(Problem::sentence).containsExactly("password: got 5 characters, need 10 to 200");
		assertThat(PasswordRule.problems("ada", "x1y2".repeat(51))).extracting(Problem::sentence)
			.containsExactly("password: got 204 characters, need 10 to 200");
	}

	@Test
	void rejectsTheNameAndRepetition() {
		assertThat(PasswordRule.problems("Ada", "my name is ADA!")).hasSize(1);
		assertThat(PasswordRule.problems("ada", "xyxyxyxyxyxyxy")).hasSize(1);
	}

}
