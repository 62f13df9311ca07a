package org.peftboard.account;

import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The file with everything about a person, and the page that gives the account up. */
@Controller
class DeparturePages {

	private final Departure departure;

	private final Proof proof;

	DeparturePages(Departure departure, Proof proof) {
		this.departure = departure;
		this.proof = proof;
	}

	@GetMapping("/account/export.json")
	ResponseEntity<String> export(@AuthenticationPrincipal SignedIn person) {
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_JSON)
			.header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename("peftboard-account.json").build().toString())
			.body(Json.pretty(departure.export(person)));
	}

	@GetMapping("/account/delete")
	String page(@AuthenticationPrincipal SignedIn person, Model model) {
		return page(person, List.of(), model);
	}

	@PostMapping("/account/delete")
	String delete(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "") String name,
			@RequestParam(name = "proof", defaultValue = "") String password, HttpServletRequest request, HttpServletResponse response, Model model) {
		List<Problem> problems = new ArrayList<>();
		if (!name.strip().equals(person.name())) {
			problems.add(new Problem("name", "another name", "'" + person.name() + "', so that it is no accident"));
		}
		problems.addAll(proof.problems(person, password, request));
		try {
			if (problems.isEmpty()) {
				departure.close(person);
				SecurityContextHolder.clearContext();
				request.getSession().invalidate();
				return "redirect:/";
			}
		}
		catch (Problem.Refused refused) {
			problems.addAll(refused.problems());
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return page(person, problems, model);
	}

	private String page(SignedIn person, List<Problem> problems, Model model) {
		model.addAttribute("person", person);
		model.addAttribute("byPassword", proof.byPassword(person));
		model.addAttribute("problems", new FieldProblems(problems));
		return "account/delete";
	}

}
