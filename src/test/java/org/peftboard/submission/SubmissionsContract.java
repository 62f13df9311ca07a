package org.peftboard.submission;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftboard.Tables;
import org.peftboard.English;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.SignedIn;
import org.peftboard.catalog.Boards;
import org.peftboard.evaluation.StandInCatalogue;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Phase;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Progress;
import org.peftboard.submission.Attempts.Lease;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What submissions do on every database. */
@Import(StandInCatalogue.class)
@TestPropertySource(properties = { "peftboard.hardware-classes[0].id=cpu", "peftboard.hardware-classes[0].title=CPU", "peftboard.hardware-classes[1].id=cpu-large" })
abstract class SubmissionsContract {

	@Autowired
	private Submissions submissions;

	@Autowired
	private UploadedAdapters adapters;

	@Autowired
	private Attempts attempts;

	@Autowired
	private QueuePlaces places;

	@Autowired
	private Live live;

	@Autowired
	private Boards boards;

	@Autowired
	private Workforce workforce;

	@Autowired
	private Accounts accounts;

	@Autowired
	private JdbcClient jdbc;

	private SignedIn ada;

	@BeforeEach
	void register() {
		Tables.empty(jdbc);
		ada = Registered.person(accounts, "ada");
	}

	private static Proposal lora(int rank) {
		return new Proposal("mini", "", new MethodSetting("lora", Map.of("rank", rank)));
	}

	private Submission submit(int rank) {
		return submissions.submit(ada, lora(rank)).submission();
	}

	private Lease lease(Submission submission) {
		return attempts.lease(submission.id()).orElseThrow().lease();
	}

	private Submission reread(Submission submission) {
		return submissions.find(submission.id(), ada).orElseThrow();
	}

	private static Progress progress(Phase phase, @Nullable Integer step, @Nullable Double loss) {
		return new Progress(Instant.now().toString(), phase, "echo", 7L, step, 40, loss, null, 100.0, 0.5, 12.0, "at work");
	}

	@Test
	void putsACheckedConfigurationIntoTheQueue() {
		Submission submission = reread(submit(16));
		assertThat(submission.status()).isEqualTo(SubmissionStatus.QUEUED);
		assertThat(submission.title()).isEqualTo("LoRA, rank 16");
		assertThat(submission.request().seeds()).as("the protocol's seeds").containsExactly(7L);
		assertThat(submission.request().method().settings()).containsEntry("alpha", 16.0).containsEntry("rank", 16);
		assertThat(jdbc.sql("select count(*) from scheduled_tasks where task_instance = ?").param("" + submission.id()).query(Integer.class).single())
			.isEqualTo(1);
	}

	@Test
	void refusesEverythingThatIsWrongAtOnce() {
		Proposal wrong = new Proposal("mini", "x".repeat(81), new MethodSetting("lora", Map.of("rank", 0, "dropout", 2, "alhpa", 1)));
		assertThatThrownBy(() -> submissions.submit(ada, wrong))
			.isInstanceOfSatisfying(Problem.Refused.class, refused -> assertThat(refused.problems()).hasSize(4));
		assertThatThrownBy(() -> submissions.submit(ada, new Proposal("mini", "", new MethodSetting("lorra", Map.of()))))
			.hasMessageContaining("Did you mean 'lora'?");
	}

	@Test
	void answersTheSameConfigurationWithWhatIsThere() {
		Submission first = submit(16);
		Proposal same = new Proposal("mini", "another name", new MethodSetting("lora", Map.of("rank", 16, "alpha", 16, "targetModules",
				List.of("attention-value", "attention-query"))));
		Submissions.Answer answer = submissions.submit(ada, same);
		assertThat(answer.existing()).isTrue();
		assertThat(answer.submission().id()).isEqualTo(first.id());

		submissions.cancel(first.id(), ada);
		assertThat(submissions.submit(ada, same).existing()).as("a cancelled one may be submitted again").isFalse();
	}

	@Test
	void showsASubmissionToItsOwnerOnly() {
		Submission submission = submit(16);
		SignedIn eve = Registered.person(accounts, "eve");
		assertThat(submissions.find(submission.id(), ada)).isPresent();
		assertThat(submissions.find(submission.id(), eve)).isEmpty();
		assertThat(submissions.find(submission.id(), null)).isEmpty();
		assertThat(submissions.cancel(submission.id(), eve)).isFalse();
		assertThat(reread(submission).status()).isEqualTo(SubmissionStatus.QUEUED);
	}

	@Test
	void refusesAWorkerWhoseLeaseIsLost() {
		Submission submission = submit(16);
		Lease first = lease(submission);
		Lease second = lease(submission);
		assertThat(second.attempt()).isEqualTo(2);
		assertThatThrownBy(() -> attempts.record(first, List.of(progress(Phase.TRAINING, 1, 2.0)), "")).isInstanceOf(StaleAttempt.class);
		assertThatThrownBy(() -> attempts.publish(first, () -> "r1")).isInstanceOf(StaleAttempt.class);
		assertThatThrownBy(() -> attempts.requireHeld(first)).isInstanceOf(StaleAttempt.class);
		attempts.publish(second, () -> "r2");
		assertThat(reread(submission).resultId()).isEqualTo("r2");
		assertThat(attempts.lease(submission.id())).as("nothing is left to do").isEmpty();
	}

	@Test
	void stopsTheWorkerOfACancelledSubmission() {
		Submission submission = submit(16);
		Lease lease = lease(submission);
		assertThat(submissions.cancel(submission.id(), ada)).isTrue();
		assertThatThrownBy(() -> attempts.requireHeld(lease)).isInstanceOf(StaleAttempt.class);
		assertThat(attempts.lease(submission.id())).isEmpty();
	}

	@Test
	void givesUpWhatKillsItsWorkersAgainAndAgain() {
		Submission submission = submit(16);
		for (int attempt = 1; attempt <= Submission.MOST_ATTEMPTS; attempt++) {
			assertThat(attempts.lease(submission.id())).isPresent();
		}
		assertThat(attempts.lease(submission.id())).isEmpty();
		assertThat(reread(submission).status()).isEqualTo(SubmissionStatus.FAILED);
	}

	@Test
	void showsProgressFromWhereTheReaderIs() {
		Submission submission = submit(16);
		Lease lease = lease(submission);
		attempts.record(lease, List.of(progress(Phase.TRAINING, 1, 2.0), progress(Phase.TRAINING, 2, 1.5)), "a log");
		LiveView view = live.view(submission.id(), 0, English.words());
		assertThat(view.label()).isEqualTo("Training");
		assertThat(view.points()).extracting(LiveView.Point::loss).containsExactly(2.0, 1.5);
		assertThat(view.log()).isEqualTo("a log");
		assertThat(view.sentence()).isEqualTo("at work. About 12 seconds left.");

		attempts.record(lease, List.of(progress(Phase.TRAINING, 3, 1.2)), "a log that grew");
		assertThat(live.view(submission.id(), view.next(), English.words()).points()).extracting(LiveView.Point::step).containsExactly(3);
		assertThat(live.view(submission.id(), live.view(submission.id(), 0, English.words()).next(), English.words()).points()).isEmpty();
	}

	@Test
	void startsTheCurveAnewWithEveryAttemptAndMissesNothingOfIt() {
		Submission submission = submit(16);
		Lease first = lease(submission);
		attempts.record(first, List.of(progress(Phase.TRAINING, 1, 2.0)), "");
		int seen = live.view(submission.id(), 0, English.words()).next();
		Lease second = lease(submission);
		attempts.record(second, List.of(progress(Phase.TRAINING, 1, 2.5)), "");
		assertThat(live.view(submission.id(), seen, English.words()).points()).extracting(LiveView.Point::loss).containsExactly(2.5);
		assertThat(live.view(submission.id(), 0, English.words()).points()).hasSize(1);
	}

	@Test
	void keepsTheEndOfALongLog() {
		Submission submission = submit(16);
		attempts.record(lease(submission), List.of(), "old\n" + "x".repeat(ProgressLines.LONGEST_TAIL - 4) + "new");
		assertThat(live.view(submission.id(), 0, English.words()).log()).hasSize(ProgressLines.LONGEST_TAIL).endsWith("new").doesNotContain("old");
	}

	@Test
	void countsThoseBeforeInTheQueue() {
		assertThat(places.of(submit(1)).position()).isEqualTo(1);
		Submission second = submit(2);
		assertThat(places.of(second)).extracting(QueuePlaces.Place::position, QueuePlaces.Place::waiting).containsExactly(2, 2);
		assertThat(places.of(second).waitSeconds()).as("nothing was measured to estimate from").isNull();
	}

	@Test
	void saysWhyNobodyTakesWhatWaits() {
		jdbc.sql("delete from workers").update();
		Submission submission = submit(16);
		String hardware = boards.find(submission.boardId()).orElseThrow().hardwareClass();
		worker(hardware + "-other", "READY");
		assertThat(live.view(submission.id(), 0, English.words()).sentence()).startsWith("Next in the queue.").contains("No worker for hardware of the class “" + hardware + "” is running");

		worker(hardware, "UNFIT");
		assertThat(live.view(submission.id(), 0, English.words()).sentence()).contains("take nothing at the moment");

		worker(hardware, "READY");
		assertThat(live.view(submission.id(), 0, English.words()).sentence()).startsWith("Next in the queue").doesNotContain("worker");
		jdbc.sql("delete from workers").update();
	}

	@Test
	void everyClassOfHardwareHasBoardQueueAndTurnsOfItsOwn() {
		Submission here = submit(1);
		Submission there = submissions.submit(ada, lora(1).on("cpu-large")).submission();
		Submission alsoThere = submissions.submit(ada, lora(2).on("cpu-large")).submission();
		assertThat(List.of(here.boardId(), there.boardId())).as("the same settings on two boards").containsExactly("mini-cpu-r1.0", "mini-cpu-large-r1.0");
		assertThat(names(here, there, alsoThere)).containsExactly("evaluate-cpu", "evaluate-cpu-large", "evaluate-cpu-large");
		assertThat(List.of(places.of(here), places.of(there), places.of(alsoThere))).extracting(QueuePlaces.Place::position).containsExactly(1, 1, 2);
		assertThat(places.next(ada.id(), "cpu").position()).isEqualTo(2);
		assertThat(places.next(ada.id(), "cpu-large").position()).isEqualTo(3);

		assertThat(submissions.cancel(there.id(), ada)).isTrue();
		assertThat(names(there)).as("out of the queue, whoever serves it").isEmpty();
		assertThat(names(here, alsoThere)).hasSize(2);
		lease(alsoThere);
		assertThat(jdbc.sql("select task_instance from scheduled_tasks where priority > ?").param(Priority.PERSON).query(Long.class).list()).as("begun, so it goes first if it is lost")
			.containsExactly(alsoThere.id());
	}

	private List<String> names(Submission... which) {
		return jdbc.sql("select task_name from scheduled_tasks where task_instance in (:ids) order by task_instance")
			.param("ids", Stream.of(which).map(one -> String.valueOf(one.id())).toList())
			.query(String.class)
			.list();
	}

	@Test
	void refusesAClassOfHardwareThatIsNotThere() {
		assertThatThrownBy(() -> submissions.submit(ada, lora(1).on("h200"))).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("hardwareClass: got 'h200', need one of the hardware classes [cpu, cpu-large]");
	}

	@Test
	void saysWhenNobodyHasTheMemory() {
		jdbc.sql("delete from workers").update();
		worker("cpu", "READY");
		jdbc.sql("update workers set memory_bytes = 8200000000").update();
		assertThat(workforce.whyNobodyTakes(new Need("cpu", 7_500_000_000L))).isEmpty();
		assertThat(workforce.whyNobodyTakes(new Need("cpu", 20_000_000_000L))).contains(new Workforce.Obstacle("obstacle.small", "20.0", "cpu", "8.2"));
		assertThat(workforce.whyNobodyTakes(new Need("cpu-large", 0))).contains(new Workforce.Obstacle("obstacle.none", "cpu-large"));
		jdbc.sql("delete from workers").update();
	}

	private void worker(String hardware, String state) {
		jdbc.sql("""
				insert into workers (name, host, hardware_class, device_name, cores, memory_bytes, sandbox, version, state, drain_requested, started_at, heartbeat_at)
				values (?, 'host', ?, 'device', 1, 1, 'limits', 'test', ?, false, current_timestamp, current_timestamp)""")
			.params(hardware + state, hardware, state)
			.update();
	}

	@Test
	void saysWhyItFailedWithTheEndOfTheLog() {
		Submission submission = submit(16);
		attempts.fail(lease(submission), "the loss is not a number", "step 3: loss NaN");
		LiveView view = live.view(submission.id(), 0, English.words());
		assertThat(view.sentence()).isEqualTo("Failed: the loss is not a number");
		assertThat(view.log()).contains("loss NaN");
		assertThat(view.ended()).isTrue();
	}

	@Test
	void goesToTheNewestVersionOfABoardWhicheverServerOpenedIt() {
		String before = submit(1).boardId();
		jdbc.sql("insert into board_versions (first_id, version, reason, opened_by, opened_at) values (?, 2, 'another server', 'grace', current_timestamp)").param(before).update();
		try {
			assertThat(submit(2).boardId()).isEqualTo(before + "-v2");
		}
		finally {
			jdbc.sql("delete from board_versions").update();
		}
		assertThat(submit(3).boardId()).isEqualTo(before);
	}

	@Test
	void keepsAnAdapterByteForByteForAnEvaluator(@TempDir Path folder) throws IOException {
		byte[] file = TestAdapters.lora(2, 0.5f);
		UploadedAdapter kept = adapters.keep(ada, new ByteArrayInputStream(file));
		assertThat(adapters.keep(ada, new ByteArrayInputStream(file))).as("the same again").isEqualTo(kept);
		adapters.write(kept.sha256(), folder);
		assertThat(folder.resolve(UploadedAdapters.WEIGHTS)).hasBinaryContent(file);
		jdbc.sql("update adapters set created_at = ?").param(Instant.now().minus(Duration.ofDays(2)).atOffset(ZoneOffset.UTC)).update();
		adapters.keep(ada, new ByteArrayInputStream(TestAdapters.lora(2, 0.75f)));
		assertThat(adapters.find(ada.id(), kept.sha256())).as("submitted by nobody").isEmpty();
	}

}
