package org.peftboard.submission;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.contract.ExitCode.Fault;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Phase;
import org.peftboard.evaluator.contract.Request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SubmissionTest {

	private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

	private static final Request REQUEST = new Request(Request.VERSION, "mini-llama", new MethodSetting("lora", Map.of("rank", 8)), List.of("echo"), "quick", List.of(7L), "cpu");

	private final Submission submission = new Submission(new Submitter(1, "ada"), "board", null, "LoRA", REQUEST, NOW);

	private void queueAndLease() {
		submission.queue(NOW, NOW);
		submission.lease(NOW);
	}

	@Test
	void walksFromDraftToPublished() {
		queueAndLease();
		for (Phase phase : Phase.values()) {
			submission.advance(phase, NOW);
		}
		submission.publish("r1", NOW);
		assertThat(submission.changes()).extracting(StatusChange::status)
			.containsExactly(SubmissionStatus.QUEUED, SubmissionStatus.LEASED, SubmissionStatus.PREPARING, SubmissionStatus.TRAINING,
					SubmissionStatus.EVALUATING, SubmissionStatus.MEASURING, SubmissionStatus.SCORED, SubmissionStatus.PUBLISHED);
		assertThat(submission.resultId()).isEqualTo("r1");
		assertThat(submission.times().endedAt()).isEqualTo(NOW);
	}

	@Test
	void whatTheSiteRunsWhileIdleStaysEverybodysToWatchWhenItBegins() {
		assertThat(submission.isOfTheSite()).isFalse();
		submission.whenIdle();
		assertThat(submission.isOfTheSite()).isTrue();
		queueAndLease();
		assertThat(submission.isOfTheSite()).isTrue();
	}

	@Test
	void goesBackToTrainingForTheNextTask() {
		queueAndLease();
		submission.advance(Phase.TRAINING, NOW);
		submission.advance(Phase.EVALUATING, NOW);
		submission.advance(Phase.TRAINING, NOW);
		assertThat(submission.status()).isEqualTo(SubmissionStatus.TRAINING);
	}

	@Test
	void countsAttemptsAndRefusesWhoHoldsAnOlderOne() {
		queueAndLease();
		submission.advance(Phase.TRAINING, NOW);
		assertThat(submission.lease(NOW)).as("a lost attempt is taken again").isEqualTo(2);
		assertThatThrownBy(() -> submission.requireHeldBy(1)).isInstanceOf(StaleAttempt.class).hasMessageContaining("attempt 1");
		submission.requireHeldBy(2);
	}

	/** Whose turn it is and who holds it is told by status and attempt number, never by a time. */
	@Test
	void aClockThatJumpsAnHourForwardAndBackDuringALeaseLosesNothing() {
		queueAndLease();
		submission.advance(Phase.TRAINING, NOW.plus(Duration.ofHours(1)));
		submission.requireHeldBy(1);
		submission.advance(Phase.EVALUATING, NOW.minus(Duration.ofHours(1)));
		submission.advance(Phase.MEASURING, NOW);
		submission.requireHeldBy(1);
		submission.publish("r1", NOW.minus(Duration.ofHours(1)));
		assertThat(submission.status()).isEqualTo(SubmissionStatus.PUBLISHED);
		assertThat(submission.attempt()).isEqualTo(1);
		assertThat(submission.changes()).extracting(StatusChange::status).endsWith(SubmissionStatus.TRAINING, SubmissionStatus.EVALUATING, SubmissionStatus.MEASURING,
				SubmissionStatus.SCORED, SubmissionStatus.PUBLISHED);
	}

	@Test
	void refusesTheWorkerOnceItIsCancelled() {
		queueAndLease();
		submission.cancel(NOW);
		assertThatThrownBy(() -> submission.requireHeldBy(1)).isInstanceOf(StaleAttempt.class);
	}

	@Test
	void triesAPlatformFaultTwiceMoreAndThenSaysWhoseFaultItIs() {
		submission.queue(NOW, NOW);
		for (int fault = 1; fault <= 3; fault++) {
			assertThat(submission.status()).isEqualTo(SubmissionStatus.QUEUED);
			submission.lease(NOW);
			submission.platformFault("engine fell over", NOW);
		}
		assertThat(submission.status()).isEqualTo(SubmissionStatus.FAILED);
		assertThat(submission.fault()).isEqualTo(Fault.PLATFORM);
		assertThat(submission.reason()).isEqualTo("engine fell over");
	}

	@Test
	void keepsItsPlaceInTheQueueWhenItIsTriedAgain() {
		submission.queue(NOW, NOW);
		submission.lease(NOW.plusSeconds(60));
		submission.platformFault("x", NOW.plusSeconds(90));
		assertThat(submission.times().queuedAt()).isEqualTo(NOW);
	}

	@Test
	void publishesOnce() {
		queueAndLease();
		submission.publish("r1", NOW);
		assertThatThrownBy(() -> submission.publish("r2", NOW)).isInstanceOf(IllegalStateException.class);
		assertThatThrownBy(() -> submission.cancel(NOW)).isInstanceOf(IllegalStateException.class);
		submission.withdraw(NOW, null);
		assertThat(submission.resultId()).as("the tombstone says what there was").isEqualTo("r1");
	}

	@Test
	void cannotBeLeasedBeforeItWaitsNorAfterItEnded() {
		assertThatThrownBy(() -> submission.lease(NOW)).hasMessageContaining("DRAFT cannot become LEASED");
		submission.queue(NOW, NOW);
		submission.cancel(NOW);
		assertThatThrownBy(() -> submission.lease(NOW)).hasMessageContaining("CANCELLED cannot become LEASED");
	}

	@Test
	void namesAConfigurationByItsContent() {
		Request same = new Request(Request.VERSION, "mini-llama", new MethodSetting("lora", Map.of("rank", 8)), List.of("echo"), "quick", List.of(7L), "cpu");
		Request other = new Request(Request.VERSION, "mini-llama", new MethodSetting("lora", Map.of("rank", 9)), List.of("echo"), "quick", List.of(7L), "cpu");
		assertThat(ConfigurationKey.of("board", same)).isEqualTo(submission.configuration().key()).hasSize(64);
		assertThat(ConfigurationKey.of("board", other)).isNotEqualTo(submission.configuration().key());
		assertThat(ConfigurationKey.of("another board", same)).isNotEqualTo(submission.configuration().key());
	}

	@Test
	void shortensAReasonThatIsTooLongToStore() {
		queueAndLease();
		submission.fail(Fault.USER, "x".repeat(5000), NOW);
		assertThat(submission.reason()).hasSize(Submission.LONGEST_REASON).endsWith("…");
	}

}
