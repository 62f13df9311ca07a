package org.peftboard.account;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.peftboard.account.ThrottledSignIn.TooManyFailures;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.WebAttributes;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages to register, sign in and change the password. */
@Controller
class AccountPages {

	private final Accounts accounts;

	private final Session session;

	private final FirstAdministrator firstAdministrator;

	private final Providers providers;

	private final Letters letters;

	private final Proof proof;

	private final Journal journal;

	AccountPages(Accounts accounts, Session session, FirstAdministrator firstAdministrator, Providers providers, Letters letters, Proof proof, Journal journal) {
		this.accounts = accounts;
		this.providers = providers;
		this.letters = letters;
		this.proof = proof;
		this.journal = journal;
		this.session = session;
		this.firstAdministrator = firstAdministrator;
	}

	@GetMapping("/register")
	String registration(@Nullable @AuthenticationPrincipal SignedIn person, Model model) {
		return person != null ? "redirect:/account" : registration("", List.of(), model);
	}

	@PostMapping("/register")
	String register(@RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String password, Model model,
			HttpServletRequest request, HttpServletResponse response) {
		try {
			SignedIn person = accounts.register(name, password);
			String wanted = session.wantedPage("/submit", request, response);
			session.start(person, request, response);
			journal.note(person, "registered");
			return "redirect:" + wanted;
		}
		catch (Problem.Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return registration(name, refused.problems(), model);
		}
	}

	private static String registration(String name, List<Problem> problems, Model model) {
		model.addAttribute("name", name);
		model.addAttribute("problems", new FieldProblems(problems));
		model.addAttribute("shortestPassword", PasswordRule.SHORTEST);
		return "account/register";
	}

	@GetMapping("/login")
	String login(@Nullable @AuthenticationPrincipal SignedIn person, Model model) {
		return person != null ? "redirect:/account" : login("", List.of(), model);
	}

	/** Reached by forward only, when a sign-in failed. */
	@PostMapping("/login/failed")
	String loginFailed(@RequestParam(defaultValue = "") String name,
			@RequestAttribute(name = WebAttributes.AUTHENTICATION_EXCEPTION, required = false) @Nullable Exception failure, Model model,
			HttpServletResponse response) {
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return login(name, List.of(loginProblem(failure)), model);
	}

	/** Does not say whether the name or the password was wrong. */
	private static Problem loginProblem(@Nullable Exception failure) {
		if (failure instanceof TooManyFailures many) {
			return new Problem("password", "too many wrong tries", "a pause; try again in " + many.waitSeconds() + " seconds");
		}
		return new Problem("password", "a name and password that do not belong together", "both as you registered them");
	}

	private String login(String name, List<Problem> problems, Model model) {
		model.addAttribute("name", name);
		model.addAttribute("problems", new FieldProblems(problems));
		model.addAttribute("providers", providers.all());
		model.addAttribute("forgot", letters.possible());
		return "account/login";
	}

	@GetMapping("/account/password")
	String password(@AuthenticationPrincipal SignedIn person, Model model) {
		return password(person, List.of(), model);
	}

	@PostMapping("/account/password")
	String changePassword(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "") String current,
			@RequestParam(defaultValue = "") String password, Model model, HttpServletRequest request, HttpServletResponse response) {
		try {
			SignedIn changed = proof.slowly(person, "current", request, () -> accounts.changePassword(person.id(), current, password));
			session.start(changed, request, response);
			journal.note(changed, "password-changed");
			letters.tell(changed.id(), "letter.password");
			if (person.mustChangePassword()) {
				firstAdministrator.passwordChanged();
			}
			return "redirect:/account?changed";
		}
		catch (Problem.Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return password(person, refused.problems(), model);
		}
	}

	private static String password(SignedIn person, List<Problem> problems, Model model) {
		model.addAttribute("person", person);
		model.addAttribute("problems", new FieldProblems(problems));
		model.addAttribute("shortestPassword", PasswordRule.SHORTEST);
		return "account/password";
	}

}
