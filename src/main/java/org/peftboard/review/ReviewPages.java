package org.peftboard.review;

import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import org.peftboard.account.FieldProblems;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.peftboard.result.Marks;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The reviewers' pages: what waits, one result with everything that was said of it, and a result beside its re-run. */
@Controller
class ReviewPages {

	private final Results results;

	private final ReviewViews views;

	private final Reviewing reviewing;

	ReviewPages(Results results, ReviewViews views, Reviewing reviewing) {
		this.results = results;
		this.views = views;
		this.reviewing = reviewing;
	}

	@GetMapping("/review")
	String queue(Model model, Words words) {
		model.addAttribute("queue", views.queue(words));
		return "review/queue";
	}

	@GetMapping("/review/results/{publicId}")
	String result(@PathVariable String publicId, @AuthenticationPrincipal SignedIn reviewer, Model model, Words words) {
		return result(find(publicId), reviewer, "", List.of(), model, words);
	}

	private String result(StoredResult row, SignedIn reviewer, String typed, List<Problem> problems, Model model, Words words) {
		model.addAttribute("view", views.of(row, reviewer, words));
		model.addAttribute("typed", typed);
		model.addAttribute("problems", new FieldProblems(problems));
		model.addAttribute("longest", Marks.LONGEST_REASON);
		return "review/result";
	}

	@PostMapping("/review/results/{publicId}/verify")
	String verify(@PathVariable String publicId, @RequestParam(defaultValue = "") String reason, @AuthenticationPrincipal SignedIn reviewer, Model model,
			HttpServletResponse response, Words words) {
		StoredResult row = find(publicId);
		return said(row, reviewer, reason, () -> reviewing.verify(reviewer, row, reason), model, response, words);
	}

	@PostMapping("/review/results/{publicId}/hold")
	String hold(@PathVariable String publicId, @RequestParam(defaultValue = "") String reason, @AuthenticationPrincipal SignedIn reviewer, Model model,
			HttpServletResponse response, Words words) {
		StoredResult row = find(publicId);
		return said(row, reviewer, reason, () -> reviewing.hold(reviewer, row, reason), model, response, words);
	}

	@PostMapping("/review/results/{publicId}/dismiss")
	String dismiss(@PathVariable String publicId, @RequestParam(defaultValue = "") String reason, @AuthenticationPrincipal SignedIn reviewer, Model model,
			HttpServletResponse response, Words words) {
		StoredResult row = find(publicId);
		return said(row, reviewer, reason, () -> reviewing.dismiss(reviewer, row, reason), model, response, words);
	}

	@PostMapping("/review/results/{publicId}/note")
	String note(@PathVariable String publicId, @RequestParam(defaultValue = "") String reason, @AuthenticationPrincipal SignedIn reviewer, Model model,
			HttpServletResponse response, Words words) {
		StoredResult row = find(publicId);
		return said(row, reviewer, reason, () -> reviewing.note(reviewer, row, reason), model, response, words);
	}

	@PostMapping("/review/results/{publicId}/rerun")
	String rerun(@PathVariable String publicId, @AuthenticationPrincipal SignedIn reviewer, Model model, HttpServletResponse response,
			Words words) {
		StoredResult row = find(publicId);
		return said(row, reviewer, "", () -> reviewing.rerun(reviewer, row), model, response, words);
	}

	private String said(StoredResult row, SignedIn reviewer, String typed, Runnable action, Model model, HttpServletResponse response, Words words) {
		try {
			action.run();
			return "redirect:/review/results/" + row.publicId();
		}
		catch (Problem.Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return result(row, reviewer, typed, refused.problems(), model, words);
		}
	}

	@GetMapping("/review/results/{publicId}/difference/{again}")
	String difference(@PathVariable String publicId, @PathVariable String again, Model model, Words words) {
		model.addAttribute("view", views.compare(find(publicId), find(again), words).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
		return "review/difference";
	}

	/** Everybody who is signed in may ask a reviewer to look. */
	@GetMapping("/results/{publicId}/flag")
	String flagging(@PathVariable String publicId, Model model) {
		return flagging(find(publicId), "", List.of(), model);
	}

	private static String flagging(StoredResult row, String reason, List<Problem> problems, Model model) {
		model.addAttribute("row", row);
		model.addAttribute("reason", reason);
		model.addAttribute("problems", new FieldProblems(problems));
		model.addAttribute("longest", Marks.LONGEST_REASON);
		return "review/flag";
	}

	@PostMapping("/results/{publicId}/flag")
	String flag(@PathVariable String publicId, @RequestParam(defaultValue = "") String reason, @AuthenticationPrincipal SignedIn person, Model model,
			HttpServletResponse response) {
		StoredResult row = find(publicId);
		try {
			reviewing.flag(person, row, reason);
			return "redirect:/results/" + row.publicId();
		}
		catch (Problem.Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return flagging(row, reason, refused.problems(), model);
		}
	}

	private StoredResult find(String publicId) {
		return results.find(publicId).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

}
