package org.peftboard.account;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.peftboard.account.OutsideSignIn.Link;
import org.peftboard.account.OutsideSignIn.Newcomer;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The page where a newcomer of an outside provider chooses a name, and the forms that link and unlink providers. */
@Controller
class OutsidePages {

	private final OutsideSignIn outside;

	private final Identities identities;

	private final Providers providers;

	private final Accounts accounts;

	private final Session session;

	private final Proof proof;

	private final Letters letters;

	private final SecurityPages security;

	private final Journal journal;

	private final Clock clock;

	OutsidePages(OutsideSignIn outside, Identities identities, Providers providers, Accounts accounts, Session session, Proof proof, Letters letters,
			SecurityPages security, Journal journal, Clock clock) {
		this.outside = outside;
		this.identities = identities;
		this.providers = providers;
		this.accounts = accounts;
		this.session = session;
		this.proof = proof;
		this.letters = letters;
		this.security = security;
		this.journal = journal;
		this.clock = clock;
	}

	@GetMapping("/login/name")
	String name(HttpServletRequest request, Model model) {
		return outside.newcomer(request).map(newcomer -> name(newcomer, newcomer.shownName(), List.of(), model)).orElse("redirect:/login");
	}

	@PostMapping("/login/name")
	String choose(@RequestParam(defaultValue = "") String name, HttpServletRequest request, HttpServletResponse response, Model model) {
		Optional<Newcomer> waiting = outside.newcomer(request);
		if (waiting.isEmpty()) {
			return "redirect:/login";
		}
		Newcomer newcomer = waiting.get();
		if (identities.accountOf(newcomer.provider(), newcomer.subject()).isPresent()) {
			return "redirect:/login";
		}
		try {
			SignedIn person = accounts.registerWithoutPassword(name);
			identities.link(person.id(), newcomer.provider(), newcomer.subject(), newcomer.shownName());
			journal.note(person, "registered", "with", newcomer.provider());
			session.start(person, request, response);
			return "redirect:" + newcomer.wantedPage();
		}
		catch (Problem.Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return name(newcomer, name, refused.problems(), model);
		}
	}

	private String name(Newcomer newcomer, String name, List<Problem> problems, Model model) {
		model.addAttribute("provider", providers.title(newcomer.provider()));
		model.addAttribute("name", name.substring(0, Math.min(name.length(), 40)));
		model.addAttribute("problems", new FieldProblems(problems));
		return "account/newcomer";
	}

	/** A form and not a link: no other site may have a person's browser link somebody else's identity to the person's account. */
	@PostMapping("/account/identities/link")
	String link(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "") String provider,
			@RequestParam(name = "proof", defaultValue = "") String password, HttpServletRequest request, HttpServletResponse response, Model model) {
		if (!providers.knows(provider)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		List<Problem> problems = proof.problems(person, password, request);
		if (!problems.isEmpty()) {
			return refused(person, problems, request, response, model);
		}
		request.getSession().setAttribute(OutsideSignIn.LINK, new Link(provider, person.id(), clock.instant()));
		model.addAttribute("provider", provider);
		model.addAttribute("title", providers.title(provider));
		return "account/link";
	}

	@PostMapping("/account/identities/unlink")
	String unlink(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "") String provider,
			@RequestParam(name = "proof", defaultValue = "") String password, HttpServletRequest request, HttpServletResponse response, Model model) {
		List<Problem> problems = proof.problems(person, password, request);
		if (!problems.isEmpty()) {
			return refused(person, problems, request, response, model);
		}
		boolean last = !proof.byPassword(person) && identities.of(person.id()).size() < 2;
		if (last) {
			return "redirect:/account/security?last-way-in";
		}
		if (identities.unlink(person.id(), provider)) {
			journal.note(person, "identity-unlinked", "provider", provider);
			letters.tell(person.id(), "letter.unlinked", providers.title(provider));
		}
		return "redirect:/account/security";
	}

	private String refused(SignedIn person, List<Problem> problems, HttpServletRequest request, HttpServletResponse response, Model model) {
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return security.page(person, problems, request, model);
	}

}
