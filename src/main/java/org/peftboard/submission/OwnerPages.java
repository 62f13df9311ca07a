package org.peftboard.submission;

import java.time.Clock;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.peftboard.account.SignedIn;
import org.peftboard.catalog.Board;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.language.Words;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The buttons that a submission's owner has. */
@Controller
class OwnerPages {

	private final Submissions submissions;

	private final Owners owners;

	private final UploadedAdapters adapters;

	private final Clock clock;

	OwnerPages(Submissions submissions, Owners owners, UploadedAdapters adapters, Clock clock) {
		this.submissions = submissions;
		this.owners = owners;
		this.adapters = adapters;
		this.clock = clock;
	}

	@PostMapping("/submissions/{id}/withdraw")
	String withdraw(@PathVariable long id, @RequestParam(defaultValue = "") String reason, @Nullable @AuthenticationPrincipal SignedIn person,
			RedirectAttributes flash) {
		SignedIn owner = require(id, person);
		try {
			requireDone(owners.withdraw(id, owner, reason));
		}
		catch (Problem.Refused refused) {
			flash.addFlashAttribute("problem", refused.getMessage());
		}
		return back(id);
	}

	@PostMapping("/submissions/{id}/claim")
	String claim(@PathVariable long id, @Nullable @AuthenticationPrincipal SignedIn person) {
		requireDone(owners.claim(id, require(id, person)));
		return back(id);
	}

	@PostMapping("/submissions/{id}/embargo/lift")
	String liftEmbargo(@PathVariable long id, @Nullable @AuthenticationPrincipal SignedIn person) {
		requireDone(owners.liftEmbargo(id, require(id, person)));
		return back(id);
	}

	/** The secret is shown once, on the page that follows. */
	@PostMapping("/submissions/{id}/share")
	String share(@PathVariable long id, @Nullable @AuthenticationPrincipal SignedIn person, RedirectAttributes flash) {
		String secret = owners.share(id, require(id, person)).orElseThrow(OwnerPages::notFound);
		flash.addFlashAttribute("shared", "/shared/" + secret);
		return back(id);
	}

	@PostMapping("/submissions/{id}/share/revoke")
	String revoke(@PathVariable long id, @Nullable @AuthenticationPrincipal SignedIn person) {
		requireDone(owners.revoke(id, require(id, person)));
		return back(id);
	}

	/** The same configuration once more, where there is no result: after a cancellation, or a fault. */
	@PostMapping("/submissions/{id}/again")
	String again(@PathVariable long id, @Nullable @AuthenticationPrincipal SignedIn person, Words words, RedirectAttributes flash) {
		SignedIn owner = require(id, person);
		Submission before = submissions.find(id, owner).orElseThrow(OwnerPages::notFound);
		try {
			Submission after = submissions.submit(owner, proposal(before)).submission();
			return submissions.addressFor(owner, after).map(address -> "redirect:" + address).orElseGet(() -> {
				flash.addFlashAttribute("problem", words.say("submit.others"));
				return back(id);
			});
		}
		catch (Problem.Refused refused) {
			flash.addFlashAttribute("problem", refused.getMessage());
			return back(id);
		}
	}

	private Proposal proposal(Submission before) {
		Request request = before.request();
		Instant until = before.disclosure().embargoUntil();
		String embargo = until == null || until.isBefore(clock.instant()) ? "" : until.toString().substring(0, "2026-12-24".length());
		Board board = submissions.boardOf(before);
		String title = before.title().endsWith(Checker.UPLOADED) ? before.title().substring(0, before.title().length() - Checker.UPLOADED.length()) : before.title();
		UploadedAdapter adapter = before.configuration().adapter() == null ? null
				: adapters.find(before.submitterId(), before.configuration().adapter())
					.orElseThrow(() -> new Problem.Refused(UploadedAdapters.FIELD, "an adapter that is kept no more", "the file once more"));
		return new Proposal(board.suite(), title, new MethodSetting(request.method().id(), request.method().settings()), before.seeds(), before.anonymous(), embargo,
				adapter, board.hardwareClass());
	}

	private SignedIn require(long id, @Nullable SignedIn person) {
		if (person == null) {
			throw new AccessDeniedException("sign in");
		}
		submissions.find(id, person).orElseThrow(OwnerPages::notFound);
		return person;
	}

	/** What one may not do to a submission is as if it were not there. */
	private static void requireDone(boolean done) {
		if (!done) {
			throw notFound();
		}
	}

	private static ResponseStatusException notFound() {
		return new ResponseStatusException(HttpStatus.NOT_FOUND);
	}

	private static String back(long id) {
		return "redirect:/submissions/" + id;
	}

}
