package org.peftboard.operation;

import java.util.List;
import java.util.Map;

import org.peftboard.account.SignedIn;
import org.peftboard.audit.Actor;
import org.peftboard.audit.Audit;
import org.peftboard.language.Words;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The operators' pages of jobs and workers. */
@Controller
class OperationPages {

	private static final int LAST_PAGE = 100_000;

	private final Operations operations;

	private final OperationViews views;

	private final Audit audit;

	OperationPages(Operations operations, OperationViews views, Audit audit) {
		this.operations = operations;
		this.views = views;
		this.audit = audit;
	}

	@GetMapping("/admin/jobs")
	String jobs(@RequestParam(defaultValue = "") String status, @RequestParam(defaultValue = "0") int page, Model model, Words words) {
		Map<String, Long> counts = operations.countByStatus();
		if (page < 0 || page > LAST_PAGE || !status.isEmpty() && !status.matches("[A-Z]{1,16}")) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		List<Operations.Job> jobs = operations.jobs(status, page);
		model.addAttribute("counts", counts);
		model.addAttribute("status", status);
		model.addAttribute("jobs", jobs.stream().limit(Operations.PAGE).map(job -> views.job(job, words)).toList());
		model.addAttribute("page", page);
		model.addAttribute("older", jobs.size() > Operations.PAGE);
		model.addAttribute("waitLongest", views.duration(operations.longestWait()));
		model.addAttribute("alive", operations.alive());
		return "operation/jobs";
	}

	@GetMapping("/admin/workers")
	String workers(Model model, Words words) {
		model.addAttribute("workers", operations.workers().stream().map(worker -> views.worker(worker, words)).toList());
		model.addAttribute("drifts", Drift.of(operations.controlRuns()).stream().map(drift -> views.drift(drift, words)).toList());
		return "operation/workers";
	}

	@PostMapping("/admin/workers/drain")
	String drain(@RequestParam String worker, @RequestParam boolean drain, @AuthenticationPrincipal SignedIn person) {
		if (!operations.drain(worker, drain)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		audit.record(Actor.of(person.id(), person.name()), drain ? "worker.drain" : "worker.resume", "worker " + worker);
		return "redirect:/admin/workers";
	}

}
