package org.peftboard.account;

import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.peftboard.account.LetterTokens.Owner;
import org.peftboard.account.LetterTokens.Purpose;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Pages that need letters: an address of one's own, and a new password for whoever forgot theirs. They answer the same whether an account or an address exists or not, and what
 * they do is done after the answer, so its time tells nothing either. Links lead to a page with a button: programs that follow every link of a letter use nothing up.
 */
@Controller
class LetterPages {

	private final Letters letters;

	private final LetterTokens tokens;

	private final Emails emails;

	private final Accounts accounts;

	private final Arrival arrival;

	private final Proof proof;

	private final SecurityPages security;

	private final Journal journal;

	LetterPages(Letters letters, LetterTokens tokens, Emails emails, Accounts accounts, Arrival arrival, Proof proof, SecurityPages security, Journal journal) {
		this.letters = letters;
		this.tokens = tokens;
		this.emails = emails;
		this.accounts = accounts;
		this.arrival = arrival;
		this.proof = proof;
		this.security = security;
		this.journal = journal;
	}

	@PostMapping("/account/email")
	String email(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "") String email,
			@RequestParam(name = "proof", defaultValue = "") String password, HttpServletRequest request, HttpServletResponse response, Model model) {
		requireLetters();
		List<Problem> problems = Letters.isAddress(email.strip()) ? proof.problems(person, password, request)
				: List.of(new Problem("email", "something else", "one e-mail address"));
		if (!problems.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return security.page(person, problems, request, model);
		}
		letters.later(() -> emails.sendVerification(person.id(), email.strip()));
		return "redirect:/account/security?letter";
	}

	@PostMapping("/account/email/remove")
	String removeEmail(@AuthenticationPrincipal SignedIn person, @RequestParam(name = "proof", defaultValue = "") String password, HttpServletRequest request,
			HttpServletResponse response, Model model) {
		List<Problem> problems = proof.problems(person, password, request);
		if (!problems.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return security.page(person, problems, request, model);
		}
		emails.remove(person.id());
		journal.note(person, "email-removed");
		return "redirect:/account/security";
	}

	@GetMapping("/verify")
	String verification(@RequestParam(defaultValue = "") String token, Model model) {
		Optional<Owner> owner = tokens.look(token, Purpose.VERIFY);
		model.addAttribute("good", owner.isPresent());
		model.addAttribute("token", token);
		return "account/verify";
	}

	@PostMapping("/verify")
	String verify(@RequestParam(defaultValue = "") String token, HttpServletResponse response, Model model) {
		Optional<SignedIn> person = tokens.take(token, Purpose.VERIFY).flatMap(owner -> emails.confirm(owner.accountId(), owner.email()));
		if (person.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("good", false);
			return "account/verify";
		}
		journal.note(person.get(), "email-confirmed");
		return "redirect:/account/security?confirmed";
	}

	@GetMapping("/forgot")
	String forgot() {
		requireLetters();
		return "account/forgot";
	}

	@PostMapping("/forgot")
	String sendReset(@RequestParam(defaultValue = "") String who, Model model) {
		requireLetters();
		String asked = who.substring(0, Math.min(who.length(), 254));
		letters.later(() -> emails.sendReset(asked));
		model.addAttribute("sent", true);
		return "account/forgot";
	}

	@GetMapping("/reset")
	String reset(@RequestParam(defaultValue = "") String token, Model model) {
		return reset(token, tokens.look(token, Purpose.RESET).isPresent(), List.of(), model);
	}

	@PostMapping("/reset")
	String setPassword(@RequestParam(defaultValue = "") String token, @RequestParam(defaultValue = "") String password, HttpServletRequest request,
			HttpServletResponse response, Model model) {
		Optional<SignedIn> person = tokens.look(token, Purpose.RESET).flatMap(owner -> accounts.find(owner.accountId()));
		List<Problem> problems = person.map(found -> PasswordRule.problems(found.name(), password)).orElse(List.of());
		if (person.isEmpty() || !problems.isEmpty() || tokens.take(token, Purpose.RESET).isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return reset(token, person.isPresent() && !problems.isEmpty(), problems, model);
		}
		SignedIn changed = accounts.resetPassword(person.get().id(), password);
		journal.note(changed, "password-reset");
		letters.tell(changed.id(), "letter.password-by-link");
		return "redirect:" + arrival.admit(changed, "/account", request, response);
	}

	private static String reset(String token, boolean good, List<Problem> problems, Model model) {
		model.addAttribute("token", token);
		model.addAttribute("good", good);
		model.addAttribute("problems", new FieldProblems(problems));
		model.addAttribute("shortestPassword", PasswordRule.SHORTEST);
		return "account/reset";
	}

	private void requireLetters() {
		if (!letters.possible()) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
	}

}
