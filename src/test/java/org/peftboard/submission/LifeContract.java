package org.peftboard.submission;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peftboard.Tables;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluation.StandInCatalogue;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.result.Mark;
import org.peftboard.result.Marks;
import org.peftboard.result.Measured;
import org.peftboard.result.NewMeasuredResult;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.peftboard.submission.Attempts.Lease;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What happens to submissions and results after they were made, on every database. */
@Import(StandInCatalogue.class)
@TestPropertySource(properties = { "peftboard.hardware-classes[0].id=cpu", "peftboard.hardware-classes[0].title=CPU", "peftboard.hardware-classes[1].id=cpu-large" })
abstract class LifeContract {

	private static final String BOARD = "mini-cpu-r1.0";

	@Autowired
	private Submissions submissions;

	@Autowired
	private Attempts attempts;

	@Autowired
	private Owners owners;

	@Autowired
	private Searches searches;

	@Autowired
	private Quotas quotas;

	@Autowired
	private QueuePlaces places;

	@Autowired
	private Results results;

	@Autowired
	private Marks marks;

	@Autowired
	private Accounts accounts;

	@Autowired
	private JdbcClient jdbc;

	private SignedIn ada;

	private SignedIn eve;

	@BeforeEach
	void register() {
		Tables.empty(jdbc);
		ada = Registered.person(accounts, "ada");
		eve = Registered.person(accounts, "eve");
	}

	private static Proposal lora(int rank) {
		return new Proposal("mini", "", new MethodSetting("lora", Map.of("rank", rank)));
	}

	private static Proposal lora(int rank, Integer seeds, boolean anonymous, String embargo) {
		return new Proposal("mini", "", new MethodSetting("lora", Map.of("rank", rank)), seeds, anonymous, embargo);
	}

	private static String inTenDays() {
		return LocalDate.now(ZoneOffset.UTC).plusDays(10).toString();
	}

	private Submission reread(Submission submission) {
		return submissions.find(submission.id(), accounts.loadUserByUsername(submission.submitter())).orElseThrow();
	}

	/** Takes it through an evaluation that measures this score. */
	private Submission measure(Submission submission, double score) {
		Lease lease = attempts.lease(submission.id()).orElseThrow().lease();
		Submission now = reread(submission);
		Result result = Measured.result("lora", score, 1000, 1.1, 5_000_000L);
		NewMeasuredResult document = new NewMeasuredResult(now.evaluationKey(), now.boardId(), now.title(), now.publicSubmitter(), null, Json.pretty(result),
				List.of(), now.visibleFrom());
		attempts.publish(lease, () -> results.publish(document).publicId());
		return reread(submission);
	}

	private List<String> onTheBoard() {
		return results.ofBoard(BOARD).stream().map(StoredResult::title).toList();
	}

	@Test
	void refusesWhatIsAboveTheQuotaAndSaysWhenItBeginsAnew() {
		quotas.set(ada.id(), 2);
		submissions.submit(ada, lora(1));
		submissions.submit(ada, lora(2));
		assertThatThrownBy(() -> submissions.submit(ada, lora(3))).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("2 of 2 used today")
			.hasMessageContaining("at 00:00 UTC, in ");
		assertThat(submissions.of(ada)).hasSize(2);
		assertThat(submissions.submit(eve, lora(3)).existing()).as("another person's quota is another").isFalse();
	}

	@Test
	void countsEverySeedAndGivesBackWhatTheSiteSpoiltOrNobodyBegan() {
		Submission cancelled = submissions.submit(ada, lora(1, 3, false, "")).submission();
		assertThat(quotas.of(ada.id()).used()).isEqualTo(3);
		submissions.cancel(cancelled.id(), ada);
		assertThat(quotas.of(ada.id()).used()).as("cancelled before it began").isZero();

		Submission spoilt = submissions.submit(ada, lora(2)).submission();
		for (int fault = 0; fault <= Submission.MOST_RETRIES; fault++) {
			attempts.platformFault(attempts.lease(spoilt.id()).orElseThrow().lease(), "the disk is full", "");
		}
		assertThat(reread(spoilt).status()).isEqualTo(SubmissionStatus.FAILED);
		assertThat(quotas.of(ada.id()).used()).as("the site's fault").isZero();

		Submission wrong = submissions.submit(ada, lora(3)).submission();
		attempts.fail(attempts.lease(wrong.id()).orElseThrow().lease(), "the loss is not a number", "");
		assertThat(quotas.of(ada.id()).used()).as("the submission's own fault").isEqualTo(1);
	}

	@Test
	void letsPeopleTakeTurnsHoweverManyOneOfThemBrought() {
		List<Submission> hers = new ArrayList<>();
		for (int rank = 1; rank <= 40; rank++) {
			hers.add(submissions.submit(ada, lora(rank)).submission());
		}
		attempts.lease(hers.get(0).id());
		attempts.lease(hers.get(1).id());
		Submission first = submissions.submit(eve, lora(101)).submission();
		Submission second = submissions.submit(eve, lora(102)).submission();
		assertThat(places.of(first).position()).as("before the 38 that wait").isEqualTo(1);
		assertThat(places.of(second).position()).as("behind one of hers").isEqualTo(3);
		assertThat(places.of(hers.get(2)).position()).isEqualTo(2);
	}

	@Test
	void givesNobodyWhoComesLateMoreThanTheirShare() {
		List<Submission> hers = new ArrayList<>();
		for (int rank = 1; rank <= 20; rank++) {
			hers.add(submissions.submit(ada, lora(rank)).submission());
		}
		attempts.lease(hers.get(0).id());
		for (int rank = 101; rank <= 120; rank++) {
			submissions.submit(eve, lora(rank));
		}
		assertThat(places.of(hers.get(19)).position()).as("20 of the other's go before her last, not all and 19 more").isLessThanOrEqualTo(40);
		assertThat(places.of(hers.get(5)).position()).as("turn and turn about").isBetween(9, 13);
	}

	@Test
	void putsAReviewersRerunBeforeEverybodyAndFinishesWhatWasBegun() {
		Submission waiting = submissions.submit(ada, lora(1)).submission();
		Submission begun = submissions.submit(ada, lora(2)).submission();
		attempts.release(attempts.lease(begun.id()).orElseThrow().lease());
		assertThat(places.of(reread(begun)).position()).as("its attempt was lost").isEqualTo(1);
		assertThat(places.of(reread(waiting)).position()).isEqualTo(2);
		assertThat(jdbc.sql("select priority from scheduled_tasks where task_instance = ?").param("" + begun.id()).query(Integer.class).single())
			.isGreaterThan(Priority.PERSON);
		assertThat(Priority.RERUN).isGreaterThan(Priority.PERSON + 1);
	}

	@Test
	void schedulesTurnsThatAreDue() {
		for (int rank = 1; rank <= 30; rank++) {
			submissions.submit(ada, lora(rank));
		}
		Instant last = submissions.of(ada).get(0).turnAt();
		assertThat(last).isBefore(Instant.now().plus(Duration.ofSeconds(1)));
	}

	@Test
	void takesAResultBackAndLeavesATombstone() {
		Submission published = measure(submissions.submit(ada, lora(8)).submission(), 75);
		String before = results.stateOf(BOARD);
		assertThat(onTheBoard()).hasSize(1);
		assertThat(owners.withdraw(published.id(), eve, "I do not like it")).as("somebody else's").isFalse();
		assertThat(owners.withdraw(published.id(), ada, "A wrong name.")).isTrue();
		assertThat(onTheBoard()).isEmpty();
		assertThat(results.find(published.resultId())).isEmpty();
		assertThat(results.stateOf(BOARD)).isNotEqualTo(before);
		StoredResult.Withdrawal tombstone = results.findAny(published.resultId()).orElseThrow().withdrawal();
		assertThat(tombstone.by()).isEqualTo("ada");
		assertThat(tombstone.reason()).isEqualTo("A wrong name.");
		assertThat(reread(published).status()).isEqualTo(SubmissionStatus.WITHDRAWN);
		assertThat(owners.withdraw(published.id(), ada, "again")).isFalse();
		assertThat(submissions.submit(ada, lora(8)).existing()).as("it may be measured anew").isFalse();
	}

	@Test
	void answersTheSameWithTheResultAndReplacesItWhenSeedsAreAdded() {
		Submission one = measure(submissions.submit(ada, lora(8)).submission(), 75);
		assertThat(submissions.submit(eve, lora(8)).submission().id()).as("the same configuration of anybody").isEqualTo(one.id());
		Submission three = submissions.submit(ada, lora(8, 3, false, "")).submission();
		assertThat(three.request().seeds()).as("the protocol's seed, then the least others: nobody picks lucky ones").containsExactly(7L, 0L, 1L);
		Submission measured = measure(three, 76);
		assertThat(results.ofBoard(BOARD)).extracting(StoredResult::publicId).containsExactly(measured.resultId());
		assertThat(results.findAny(one.resultId()).orElseThrow().withdrawal().reason()).contains(measured.resultId(), "3 seeds");
		assertThat(submissions.submit(eve, lora(8)).submission().id()).as("more seeds answer for fewer").isEqualTo(three.id());
	}

	@Test
	void refusesSeedsThatNobodyHas() {
		assertThatThrownBy(() -> submissions.submit(ada, lora(8, 0, false, ""))).hasMessageContaining("seeds: got 0, need 1 to 10");
		assertThatThrownBy(() -> submissions.submit(ada, lora(8, 11, false, "not a day"))).isInstanceOfSatisfying(Problem.Refused.class,
				refused -> assertThat(refused.problems()).extracting(Problem::field).containsExactly("seeds", "embargoUntil"));
		assertThatThrownBy(() -> submissions.submit(ada, lora(8, null, false, "2020-01-01"))).hasMessageContaining("embargoUntil: got 2020-01-01");
	}

	@Test
	void keepsAnEmbargoedResultFromEverybodyUntilItsDayOrItsOwnerSaysSo() {
		Submission hidden = measure(submissions.submit(ada, lora(8, null, false, inTenDays())).submission(), 75);
		assertThat(onTheBoard()).isEmpty();
		assertThat(results.newestMeasured(10)).isEmpty();
		assertThat(results.find(hidden.resultId())).isEmpty();
		assertThat(owners.mayPreview(hidden.resultId(), ada, List.of())).isTrue();
		assertThat(owners.mayPreview(hidden.resultId(), eve, List.of())).isFalse();
		assertThat(owners.mayPreview(hidden.resultId(), null, List.of())).isFalse();
		assertThat(submissions.submit(eve, lora(8)).existing()).as("what she cannot see does not keep her from submitting the same").isFalse();

		jdbc.sql("update results set visible_from = ? where public_id = ?").params(Instant.now().minusSeconds(60).atOffset(ZoneOffset.UTC), hidden.resultId()).update();
		assertThat(onTheBoard()).as("its day has come").hasSize(1);
	}

	@Test
	void showsAnEmbargoedResultWhenItsOwnerLiftsTheEmbargo() {
		Submission hidden = measure(submissions.submit(ada, lora(8, null, false, inTenDays())).submission(), 75);
		assertThat(owners.liftEmbargo(hidden.id(), eve)).isFalse();
		assertThat(owners.liftEmbargo(hidden.id(), ada)).isTrue();
		assertThat(onTheBoard()).hasSize(1);
	}

	@Test
	void opensAHiddenResultByItsLinkUntilTheLinkIsRevoked() {
		Submission hidden = measure(submissions.submit(ada, lora(8, null, true, inTenDays())).submission(), 75);
		assertThat(owners.share(hidden.id(), eve)).isEmpty();
		String first = owners.share(hidden.id(), ada).orElseThrow();
		String second = owners.share(hidden.id(), ada).orElseThrow();
		assertThat(first).hasSizeGreaterThanOrEqualTo(43).isNotEqualTo(second);
		assertThat(jdbc.sql("select share_key from submissions where id = ?").param(hidden.id()).query(String.class).single()).isNotEqualTo(second);
		assertThat(owners.sharedResult(first)).as("a new link makes the old one worthless").isEmpty();
		assertThat(owners.sharedResult(second)).contains(hidden.resultId());
		assertThat(owners.mayPreview(hidden.resultId(), null, List.of(second))).isTrue();
		assertThat(owners.mayPreview(hidden.resultId(), null, List.of(first, "", "x".repeat(1000)))).isFalse();
		owners.revoke(hidden.id(), ada);
		assertThat(owners.sharedResult(second)).isEmpty();
		assertThat(owners.mayPreview(hidden.resultId(), null, List.of(second))).isFalse();
	}

	@Test
	void putsNoNameBesideAnAnonymousRowUntilItIsClaimed() {
		Submission anonymous = measure(submissions.submit(ada, lora(8, null, true, "")).submission(), 75);
		assertThat(results.find(anonymous.resultId()).orElseThrow().submitter()).isEqualTo("Anonymous");
		String before = results.stateOf(BOARD);
		assertThat(owners.claim(anonymous.id(), eve)).isFalse();
		assertThat(owners.claim(anonymous.id(), ada)).isTrue();
		assertThat(results.find(anonymous.resultId()).orElseThrow().submitter()).isEqualTo("ada");
		assertThat(results.stateOf(BOARD)).as("pages that were kept are made anew").isNotEqualTo(before);
	}

	@Test
	void withdrawsAnAnonymousRowWithoutGivingTheNameAway() {
		Submission anonymous = measure(submissions.submit(ada, lora(8, null, true, "")).submission(), 75);
		owners.withdraw(anonymous.id(), ada, "");
		assertThat(results.findAny(anonymous.resultId()).orElseThrow().withdrawal().by()).isEqualTo("Anonymous");
	}

	@Test
	void showsOfASearchTheBestByValidationAloneAndHowManyWereTried() {
		SearchSpace space = new SearchSpace(lora(8), Map.of("rank", List.of(1, 2, 4)));
		long search = submissions.submit(ada, space);
		List<Submission> members = searches.members(search);
		assertThat(members).hasSize(3);
		assertThat(quotas.of(ada.id()).used()).isEqualTo(3);
		measure(members.get(0), 60);
		Submission best = measure(members.get(1), 80);
		assertThat(onTheBoard()).as("nothing is shown before all have ended").isEmpty();
		assertThat(owners.liftEmbargo(best.id(), ada)).isFalse();
		attempts.fail(attempts.lease(members.get(2).id()).orElseThrow().lease(), "the loss is not a number", "");
		assertThat(onTheBoard()).containsExactly("LoRA, rank 2, best of 3 tried");
		assertThat(searches.find(search).orElseThrow().winner()).isEqualTo(best.id());
		assertThat(results.find(reread(members.get(0)).resultId())).as("the others stay hidden").isEmpty();
	}

	@Test
	void takesASearchWholeOrNotAtAll() {
		quotas.set(ada.id(), 2);
		SearchSpace space = new SearchSpace(lora(8), Map.of("rank", List.of(1, 2, 4)));
		assertThatThrownBy(() -> submissions.submit(ada, space)).hasMessageContaining("quota");
		assertThat(submissions.of(ada)).isEmpty();
		assertThatThrownBy(() -> new SearchSpace(lora(8), Map.of("rank", List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), "alpha", List.of(1, 2, 3, 4, 5, 6, 7, 8))))
			.hasMessageContaining("72 configurations, need at most 64");
	}

	@Test
	void oneNumberWrittenTwiceIsOneValueAndNothingIsNone() {
		assertThatThrownBy(() -> new SearchSpace(lora(8), Map.of("rank", List.of(4, 4.0)))).hasMessageContaining("rank: 2 values, need 1 to 32 values, each once");
		assertThatThrownBy(() -> new SearchSpace(lora(8), Map.of("learningRate", Arrays.asList(0.1, null)))).hasMessageContaining("each once");
	}

	@Test
	void whatItsOwnerDecidedWhileItWasMeasuredHolds() {
		Submission hidden = submissions.submit(ada, lora(8, null, true, inTenDays())).submission();
		Lease lease = attempts.lease(hidden.id()).orElseThrow().lease();
		NewMeasuredResult document = new NewMeasuredResult(reread(hidden).evaluationKey(), BOARD, hidden.title(), hidden.publicSubmitter(), null,
				Json.pretty(Measured.result("lora", 75, 1000, 1.1, 5_000_000L)), List.of(), hidden.visibleFrom());
		owners.claim(hidden.id(), ada);
		owners.liftEmbargo(hidden.id(), ada);
		attempts.publish(lease, now -> results.publish(document.shown(now.publicSubmitter(), now.visibleFrom())).publicId());
		assertThat(results.ofBoard(BOARD)).extracting(StoredResult::submitter).containsExactly("ada");
	}

	@Test
	void moreSeedsTellNobodyWhoseAnAnonymousRowIs() {
		Submission anonymous = measure(submissions.submit(ada, lora(8, null, true, "")).submission(), 75);
		Submission open = measure(submissions.submit(ada, lora(8, 3, false, "")).submission(), 76);
		assertThat(results.ofBoard(BOARD)).extracting(StoredResult::publicId).containsExactlyInAnyOrder(anonymous.resultId(), open.resultId());
	}

	@Test
	void aRunThatWaitsForAReviewerReplacesNothing() {
		Submission one = measure(submissions.submit(ada, lora(8)).submission(), 75);
		Submission three = submissions.submit(ada, lora(8, 3, false, "")).submission();
		Lease lease = attempts.lease(three.id()).orElseThrow().lease();
		Submission now = reread(three);
		attempts.publish(lease, () -> {
			StoredResult stored = results.publish(new NewMeasuredResult(now.evaluationKey(), BOARD, now.title(), "ada", null,
					Json.pretty(Measured.result("lora", 99, 1000, 1.1, 5_000_000L)), List.of()));
			marks.add(stored, Mark.Kind.SUSPECT, null, Mark.SITE, "far from others");
			return stored.publicId();
		});
		assertThat(results.find(one.resultId())).as("the earlier one stays").isPresent();
	}

	@Test
	void aReviewersRerunTakesNobodysTurn() {
		List<Submission> hers = new ArrayList<>();
		for (int rank = 1; rank <= 20; rank++) {
			hers.add(submissions.submit(ada, lora(rank)).submission());
		}
		SignedIn rita = Registered.person(accounts, "rita");
		Submission rerun = submissions.submit(rita, lora(77)).submission();
		jdbc.sql("update submissions set priority = ?, status = 'TRAINING', turn_at = ? where id = ?")
			.params(Priority.RERUN + 1, OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), rerun.id())
			.update();
		Submission newcomer = submissions.submit(eve, lora(101)).submission();
		assertThat(places.of(newcomer).position()).as("not behind all of hers").isLessThanOrEqualTo(3);
	}

	@Test
	void anEmbargoThatHasPassedHidesNothingFromTheSameConfiguration() {
		Submission hidden = measure(submissions.submit(ada, lora(8, null, false, inTenDays())).submission(), 75);
		assertThat(submissions.addressFor(eve, hidden)).isEmpty();
		jdbc.sql("update submissions set embargo_until = ?").param(Instant.now().minusSeconds(60).atOffset(ZoneOffset.UTC)).update();
		Submissions.Answer answer = submissions.submit(eve, lora(8));
		assertThat(answer.existing()).isTrue();
		assertThat(submissions.addressFor(eve, answer.submission())).contains("/results/" + hidden.resultId());
	}

}
