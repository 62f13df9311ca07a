package org.peftboard.evaluation;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.peftboard.submission.InQueue;
import org.peftboard.submission.Submission;
import org.peftboard.submission.SubmissionStatus;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/** An evaluator that neither ends nor keeps its deadline. */
@SpringBootTest(properties = { "peftboard.evaluation.enabled=true", "peftboard.evaluation.main-class=org.peftboard.evaluation.StandInEvaluator",
		"peftboard.evaluation.time-limit=2s", "peftboard.evaluation.grace=1s", "peftboard.data-folder=../target/test-data/time-limit" })
@ActiveProfiles("test")
@Import({ StandInCatalogue.class, InQueue.class })
@DirtiesContext
class TimeLimitIT {

	@Autowired
	private InQueue queue;

	@Test
	void endsItAndSaysThatTheLimitWasReached() {
		queue.register("ada");
		Submission submission = queue.submit("behaving", Map.of("behaviour", "hang"));
		Submission ended = queue.awaitThat(submission, one -> one.status().ended(), Duration.ofSeconds(60));
		assertThat(ended.status()).isEqualTo(SubmissionStatus.FAILED);
		assertThat(ended.reason()).isEqualTo("Stopped at the time limit of 2 seconds.");
		assertThat(ended.attempt()).as("a user's fault is not tried again").isEqualTo(1);
		assertThat(queue.evaluators()).isZero();
	}

}
