package org.peftboard.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.Tables;
import org.peftboard.result.Artifact;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.peftboard.submission.InQueue;
import org.peftboard.submission.Submission;
import org.peftboard.submission.SubmissionStatus;
import org.peftboard.submission.TestAdapters;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/** The worker with a stand-in for the evaluator: every way in which an evaluation can end. */
@SpringBootTest(properties = { "peftboard.evaluation.enabled=true", "peftboard.evaluation.main-class=org.peftboard.evaluation.StandInEvaluator",
		"peftboard.data-folder=../target/test-data/evaluation", "db-scheduler.polling-interval=200ms" })
@ActiveProfiles("test")
@Import({ StandInCatalogue.class, InQueue.class })
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@DirtiesContext
class EvaluationIT {

	private final InQueue queue;

	private final Results results;

	private final JdbcClient jdbc;

	EvaluationIT(InQueue queue, Results results, JdbcClient jdbc) {
		this.queue = queue;
		this.results = results;
		this.jdbc = jdbc;
	}

	@BeforeEach
	void empty() {
		Tables.empty(jdbc);
		queue.register("ada");
	}

	private Submission behaving(String behaviour, double seconds) {
		return queue.submit("behaving", Map.of("behaviour", behaviour, "seconds", seconds));
	}

	private Submission end(Submission submission) {
		return queue.awaitThat(submission, one -> one.status().ended(), Duration.ofSeconds(60));
	}

	private List<Path> scratchFolders() throws Exception {
		try (var files = Files.walk(Path.of("../target/test-data/evaluation/work"))) {
			return files.filter(path -> path.getFileName().toString().startsWith("submission-")).toList();
		}
	}

	@Test
	void publishesTheResultWithItsFilesAndClearsUp() throws Exception {
		Submission published = end(queue.submit("lora", Map.of("rank", 16)));
		assertThat(published.status()).isEqualTo(SubmissionStatus.PUBLISHED);
		StoredResult result = results.find(published.resultId()).orElseThrow();
		assertThat(result.title()).isEqualTo("LoRA, rank 16");
		assertThat(result.submitter()).isEqualTo("ada");
		assertThat(results.artifactsOf(result)).extracting(Artifact::fileName)
			.containsExactly("adapter-echo/adapter_config.json", "adapter-echo/adapter_model.safetensors", "adapter-greeting/adapter_config.json",
					"adapter-greeting/adapter_model.safetensors", "evaluator.log", "predictions-echo-7.jsonl", "predictions-greeting-7.jsonl", "result.json");
		queue.await(() -> queue.waitingInScheduler() == 0, Duration.ofSeconds(5));
		assertThat(scratchFolders()).isEmpty();
		assertThat(jdbc.sql("select count(*) from submission_progress").query(Integer.class).single()).isZero();
	}

	@Test
	void testsAnUploadedAdapterAndPublishesItWithoutARank() throws Exception {
		byte[] weights = TestAdapters.lora(2, 0.5f);
		Submission published = end(queue.submitAdapter(weights, Map.of("rank", 2)));
		assertThat(published.status()).as(published.reason()).isEqualTo(SubmissionStatus.PUBLISHED);
		StoredResult result = results.find(published.resultId()).orElseThrow();
		assertThat(result.title()).isEqualTo("LoRA, rank 2 (uploaded adapter, not trained here)");
		assertThat(result.memoryCost()).isNull();
		assertThat(result.uploaded()).isTrue();
		assertThat(results.document(result).orElseThrow().request().adapter()).isEqualTo(published.request().adapter()).hasSize(64);
		assertThat(end(queue.submit("lora", Map.of("rank", 2))).resultId()).as("trained, it is another row").isNotEqualTo(published.resultId());
	}

	@Test
	void showsProgressWhileItRuns() {
		Submission submission = behaving("finish", 4);
		queue.awaitThat(submission, one -> one.status() == SubmissionStatus.TRAINING, Duration.ofSeconds(30));
		queue.await(() -> queue.lines(submission) >= 5, Duration.ofSeconds(10));
		assertThat(end(submission).status()).isEqualTo(SubmissionStatus.PUBLISHED);
	}

	@Test
	void saysWhyAUsersFaultFailedAndDoesNotTryAgain() {
		Submission refused = end(behaving("refuse", 0));
		assertThat(refused.status()).isEqualTo(SubmissionStatus.FAILED);
		assertThat(refused.reason()).isEqualTo("The evaluator refused it: rank: got 8, need a rank that this model can have");
		assertThat(refused.attempt()).isEqualTo(1);
		Submission diverged = end(behaving("diverge", 0));
		assertThat(diverged.reason()).startsWith("Training diverged");
		assertThat(diverged.attempt()).isEqualTo(1);
	}

	@Test
	void triesAPlatformFaultTwiceMoreByItself() {
		Submission crashed = end(behaving("crash", 0));
		assertThat(crashed.status()).isEqualTo(SubmissionStatus.FAILED);
		assertThat(crashed.attempt()).isEqualTo(3);
		assertThat(crashed.reason()).isEqualTo("The evaluator ended with code 70: java.lang.IllegalStateException: engine fell over");
		assertThat(end(behaving("crash-once", 0)).status()).isEqualTo(SubmissionStatus.PUBLISHED);
	}

	@Test
	void runsAKilledEvaluatorAgainAndPublishesOnce() {
		Submission submission = behaving("finish", 3);
		queue.awaitThat(submission, one -> one.status() == SubmissionStatus.TRAINING, Duration.ofSeconds(30));
		queue.evaluator().destroyForcibly();
		Submission published = end(submission);
		assertThat(published.status()).isEqualTo(SubmissionStatus.PUBLISHED);
		assertThat(published.attempt()).isEqualTo(2);
		assertThat(results.ofBoard(StandInCatalogue.BOARD)).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "hang, PREPARING", "hang-training, TRAINING", "hang-evaluating, EVALUATING", "hang-measuring, MEASURING" })
	void stopsACancelledEvaluationWithinTwoSecondsWhateverItDoes(String behaviour, SubmissionStatus status) {
		Submission submission = behaving(behaviour, 0);
		queue.awaitThat(submission, one -> one.status() == status, Duration.ofSeconds(30));
		ProcessHandle evaluator = queue.evaluator();
		long cancelled = System.nanoTime();
		queue.cancel(submission);
		assertThat(queue.awaitThat(submission, one -> one.status().ended(), Duration.ofSeconds(1)).status()).isEqualTo(SubmissionStatus.CANCELLED);
		queue.await(() -> !evaluator.isAlive(), Duration.ofSeconds(10));
		assertThat(Duration.ofNanos(System.nanoTime() - cancelled)).isLessThan(Duration.ofSeconds(2));
	}

	@Test
	void takesACancelledOneOutOfTheQueueAtOnce() {
		Submission running = behaving("hang", 0);
		queue.awaitThat(running, one -> one.status().running(), Duration.ofSeconds(30));
		Submission waiting = queue.submit("lora", Map.of("rank", 7));
		queue.cancel(waiting);
		assertThat(queue.awaitThat(waiting, one -> one.status().ended(), Duration.ofSeconds(1)).attempt()).isZero();
		queue.await(() -> queue.waitingInScheduler() == 1, Duration.ofSeconds(2));
		queue.cancel(running);
	}

	@Test
	void refusesAResultThatAnswersAnotherRequest() {
		Submission submission = end(behaving("answer-another-request", 0));
		assertThat(submission.status()).isEqualTo(SubmissionStatus.FAILED);
		assertThat(submission.reason()).contains("result.json.request");
		assertThat(results.ofBoard(StandInCatalogue.BOARD)).isEmpty();
	}

	@Test
	void keepsTheLogAsTextWithoutCodesSecretsOrMarkup() {
		StoredResult result = results.find(end(behaving("talk", 0)).resultId()).orElseThrow();
		String log = new String(results.artifact(result, "evaluator.log").orElseThrow().bytes());
		assertThat(log).contains("a library prints this to standard output", "red <script>alert(1)</script> password=[redacted] https://[redacted]@")
			.doesNotContain("\u001B", "hunter2");
		assertThat(log).as("the evaluator's environment").contains("OMP_NUM_THREADS").doesNotContain("PEFTBOARD", "DATABASE", "MAVEN");
	}

	@Test
	void takesAPersonsSubmissionBeforeReferenceRunsThatWaitedLonger() {
		Submission running = behaving("finish", 2);
		queue.awaitThat(running, one -> one.status().running(), Duration.ofSeconds(30));
		Submission reference = queue.submitReferenceRun("none");
		Submission person = queue.submit("lora", new HashMap<>());
		Submission personEnded = end(person);
		Submission referenceEnded = end(reference);
		assertThat(referenceEnded.times().startedAt()).isAfterOrEqualTo(personEnded.times().endedAt());
	}

}
