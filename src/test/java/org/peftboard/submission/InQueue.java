package org.peftboard.submission;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.contract.MethodSetting;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Submits and watches, for tests of other rooms. */
public final class InQueue {

	private final Submissions submissions;

	private final SubmissionRows rows;

	private final Checker checker;

	private final Accounts accounts;

	private final JdbcClient jdbc;

	private SignedIn person;

	private final UploadedAdapters adapters;

	private final Owners owners;

	InQueue(Owners owners, UploadedAdapters adapters, Submissions submissions, SubmissionRows rows, Checker checker, Accounts accounts, JdbcClient jdbc) {
		this.owners = owners;
		this.adapters = adapters;
		this.submissions = submissions;
		this.rows = rows;
		this.checker = checker;
		this.accounts = accounts;
		this.jdbc = jdbc;
	}

	public void register(String name) {
		person = Registered.person(accounts, name);
	}

	public Submission submit(String method, Map<String, Object> settings) {
		return submissions.submit(person, new Proposal("mini", "", new MethodSetting(method, settings))).submission();
	}

	/** A search, and its id. */
	public long search(Map<String, List<Object>> values) {
		return submissions.search(person, new Proposal("mini", "", new MethodSetting("lora", Map.of())), values, id -> {
		});
	}

	/** Takes a published result back. */
	public void withdraw(Submission submission) {
		owners.withdraw(submission.id(), person, "a <b>mistake</b>");
	}

	/** The test of an adapter that the person brings. */
	public Submission submitAdapter(byte[] weights, Map<String, Object> settings) throws IOException {
		UploadedAdapter adapter = adapters.keep(person, new ByteArrayInputStream(weights));
		return submissions.submit(person, new Proposal("mini", "", new MethodSetting("lora", settings)).with(adapter)).submission();
	}

	public Submission submitReferenceRun(String method) {
		Checker.Checked checked = checker.check(new Proposal("mini", "", new MethodSetting(method, Map.of())));
		Submission submission = new Submission(new Submitter(accounts.siteAccount("reference runs"), "reference runs"), checked.board().id(), method,
				checked.title(), checked.request(), Instant.now());
		return submissions.enqueue(submission).submission();
	}

	/** As the site itself submits: no quota counts it. */
	public long enqueue(String method, Map<String, Object> settings) {
		return enqueueOn(null, method, settings);
	}

	/** The same for the board of a class of hardware. */
	public long enqueueOn(@Nullable String hardwareClass, String method, Map<String, Object> settings) {
		Checker.Checked checked = checker.check(new Proposal("mini", "", new MethodSetting(method, settings)).on(hardwareClass));
		Submission submission = new Submission(new Submitter(accounts.siteAccount("chaos"), "chaos"), checked.board().id(), null, checked.title(),
				checked.request(), Instant.now());
		return submissions.enqueue(submission).submission().id();
	}

	public void cancel(Submission submission) {
		submissions.cancel(submission.id(), person);
	}

	public int lines(Submission submission) {
		return jdbc.sql("select count(*) from submission_progress where submission_id = ?").param(submission.id()).query(Integer.class).single();
	}

	public int waitingInScheduler() {
		return jdbc.sql("select count(*) from scheduled_tasks").query(Integer.class).single();
	}

	/** The evaluators that run; other tests of this process may have started other children. */
	private static Stream<ProcessHandle> running() {
		return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).filter(child -> child.info().command().orElse("").endsWith("java"));
	}

	public long evaluators() {
		return running().count();
	}

	/** The one evaluator that runs. */
	public ProcessHandle evaluator() {
		await(() -> evaluators() == 1, Duration.ofSeconds(10));
		return running().findFirst().orElseThrow();
	}

	public Submission awaitThat(Submission submission, Predicate<Submission> condition, Duration atMost) {
		await(() -> condition.test(rows.findById(submission.id()).orElseThrow()), atMost);
		return rows.findById(submission.id()).orElseThrow();
	}

	public void await(BooleanSupplier condition, Duration atMost) {
		Instant end = Instant.now().plus(atMost);
		while (!condition.getAsBoolean()) {
			if (Instant.now().isAfter(end)) {
				throw new AssertionError("not within " + atMost + "; submissions: "
						+ jdbc.sql("select id, status, attempt, reason from submissions").query().listOfRows());
			}
			try {
				Thread.sleep(50);
			}
			catch (InterruptedException exception) {
				throw new IllegalStateException(exception);
			}
		}
	}

}
