package org.peftboard.submission;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.peftboard.account.LongAnswers;
import org.peftboard.account.SignedIn;
import org.peftboard.language.Words;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** The page of a submission, what keeps it fresh, and the list of one's own. */
@Controller
class SubmissionPages {

	/** Watchers hold a thread each where there are no virtual ones; whoever comes later polls. */
	private static final int MOST_WATCHERS = 150;

	/** A silent stream is taken for dead by what lies between, so it says something at least this often. */
	private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

	/** Changes made by another process are seen after this time. */
	private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

	private static final long SHORTEST_PAUSE_MILLIS = 300;

	private final Submissions submissions;

	private final LiveViews live;

	private final LiveNews news;

	private final LongAnswers longAnswers;

	private final Quotas quotas;

	private final Clock clock;

	private final Semaphore seats = new Semaphore(MOST_WATCHERS);

	SubmissionPages(Submissions submissions, LiveViews live, LiveNews news, LongAnswers longAnswers, Quotas quotas, Clock clock) {
		this.submissions = submissions;
		this.live = live;
		this.news = news;
		this.longAnswers = longAnswers;
		this.quotas = quotas;
		this.clock = clock;
	}

	@GetMapping("/submissions/{id}")
	String page(@PathVariable long id, @Nullable @AuthenticationPrincipal SignedIn person, Words words, Model model) {
		Submission submission = submissions.find(id, person).orElseThrow(() -> person == null ? new AccessDeniedException("sign in") : notFound());
		LiveViews.Shown shown = live.of(id, 0, words);
		model.addAttribute("submission", SubmissionFacts.of(submission, words));
		model.addAttribute("view", shown.view());
		model.addAttribute("viewJson", shown.json());
		model.addAttribute("cancellable", Submissions.cancellable(submission, person));
		boolean own = person != null && person.id() == submission.submitterId();
		model.addAttribute("own", own);
		model.addAttribute("withdrawable", Owners.withdrawable(submission, person));
		model.addAttribute("owner", OwnerView.of(submission, own, clock.instant(), words));
		model.addAttribute("signedIn", person != null);
		return "submission/submission";
	}

	/** What the page shows, for a script that polls. */
	@GetMapping(path = "/submissions/{id}/live", produces = MediaType.APPLICATION_JSON_VALUE)
	@ResponseBody
	String view(@PathVariable long id, @RequestParam(defaultValue = "0") int after, @Nullable @AuthenticationPrincipal SignedIn person, Words words) {
		requireVisible(id, person);
		return live.of(id, after, words).json();
	}

	/** The same as a stream: one event for each change, until the submission has ended. It holds its thread; virtual ones are cheap. */
	@GetMapping(path = "/submissions/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	void stream(@PathVariable long id, @RequestParam(defaultValue = "0") int after,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable Integer lastSeen, @Nullable @AuthenticationPrincipal SignedIn person,
			Words words, HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
		requireVisible(id, person);
		if (!seats.tryAcquire()) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
		}
		try {
			response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
			response.setHeader("X-Accel-Buffering", "no");
			follow(id, lastSeen == null ? after : lastSeen, longAnswers.sessionOf(request), words, response);
		}
		finally {
			seats.release();
		}
	}

	private void follow(long id, int after, BooleanSupplier allowed, Words words, HttpServletResponse response) throws IOException, InterruptedException {
		OutputStream out = response.getOutputStream();
		LiveView sent = null;
		long lastWord = System.nanoTime();
		while (sent == null || !sent.ended() && news.isRunning() && allowed.getAsBoolean()) {
			long changes = news.changes(id);
			LiveViews.Shown shown = live.of(id, sent == null ? after : sent.next(), words);
			LiveView view = shown.view();
			if (!view.equals(sent)) {
				write(response, out, "id: " + view.next() + "\nevent: view\ndata: " + shown.json() + "\n\n");
				lastWord = System.nanoTime();
				sent = view;
			}
			else if (System.nanoTime() - lastWord > LONGEST_SILENCE.toNanos()) {
				write(response, out, ": still here\n\n");
				lastWord = System.nanoTime();
			}
			if (!view.ended()) {
				Thread.sleep(SHORTEST_PAUSE_MILLIS);
				news.await(id, changes, LOOK_AGAIN);
			}
		}
	}

	private static void write(HttpServletResponse response, OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.UTF_8));
		response.flushBuffer();
	}

	@PostMapping("/submissions/{id}/cancel")
	String cancel(@PathVariable long id, @Nullable @AuthenticationPrincipal SignedIn person) {
		if (person == null) {
			throw new AccessDeniedException("sign in");
		}
		requireVisible(id, person);
		submissions.cancel(id, person);
		return "redirect:/submissions/" + id;
	}

	@GetMapping("/account")
	String own(@AuthenticationPrincipal SignedIn person, Words words, Model model) {
		List<SubmissionFacts> own = submissions.of(person).stream().map(one -> SubmissionFacts.of(one, words)).toList();
		Quotas.Usage quota = quotas.of(person.id());
		model.addAttribute("quota", quota);
		model.addAttribute("quotaResets", quotas.inWords(quota.resetsAt(), words));
		model.addAttribute("person", person);
		model.addAttribute("submissions", own);
		return "submission/account";
	}

	private void requireVisible(long id, @Nullable SignedIn person) {
		submissions.find(id, person).orElseThrow(SubmissionPages::notFound);
	}

	/** The same for what is not there and what is not one's own: nobody learns which. */
	private static ResponseStatusException notFound() {
		return new ResponseStatusException(HttpStatus.NOT_FOUND);
	}

}
