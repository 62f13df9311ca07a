package org.peftboard.account;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** How a person signs in and who else is signed in as them: tokens, sessions, second factor, e-mail, providers. */
@Controller
class SecurityPages {

	private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

	private final ApiTokens tokens;

	private final Sessions sessions;

	private final SecondFactor secondFactor;

	private final Identities identities;

	private final Providers providers;

	private final Letters letters;

	private final AccountRepository accounts;

	private final Proof proof;

	private final Journal journal;

	SecurityPages(ApiTokens tokens, Sessions sessions, SecondFactor secondFactor, Identities identities, Providers providers, Letters letters,
			AccountRepository accounts, Proof proof, Journal journal) {
		this.tokens = tokens;
		this.sessions = sessions;
		this.secondFactor = secondFactor;
		this.identities = identities;
		this.providers = providers;
		this.letters = letters;
		this.accounts = accounts;
		this.proof = proof;
		this.journal = journal;
	}

	/** A token in the list. */
	record TokenRow(long id, String title, String beginning, String scopes, String created, String expires, @Nullable String used, boolean expired) {

		static TokenRow of(ApiTokens.Shown token) {
			return new TokenRow(token.id(), token.title(), token.beginning() + "…", token.scopes().replace(" ", ", "), moment(token.createdAt()),
					moment(token.expiresAt()), token.lastUsedAt() == null ? null : moment(token.lastUsedAt()), token.expired());
		}

	}

	/** A session in the list. */
	record SessionRow(String handle, String device, String address, String since, String lastSeen, boolean current) {

		static SessionRow of(Sessions.Open session) {
			return new SessionRow(session.handle(), session.device(), session.address(), moment(session.since()), moment(session.lastSeen()),
					session.current());
		}

	}

	/** A provider in the list, and as whom it knows the person, where it is linked. */
	record ProviderRow(String id, String title, @Nullable String shownName) {
	}

	/** In the reader’s language. */
	private static String moment(Instant instant) {
		return MOMENT.withLocale(LocaleContextHolder.getLocale()).format(instant);
	}

	@GetMapping("/account/security")
	String page(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, Model model) {
		return page(person, List.of(), request, model);
	}

	String page(SignedIn person, List<Problem> problems, HttpServletRequest request, Model model) {
		HttpSession current = request.getSession(false);
		List<Identities.Identity> linked = identities.of(person.id());
		model.addAttribute("person", person);
		model.addAttribute("problems", new FieldProblems(problems));
		model.addAttribute("tokens", tokens.of(person).stream().map(TokenRow::of).toList());
		model.addAttribute("sessions", sessions.of(person, current == null ? null : current.getId()).stream().map(SessionRow::of).toList());
		model.addAttribute("reviewer", person.role().covers(Role.REVIEWER));
		model.addAttribute("byPassword", proof.byPassword(person));
		model.addAttribute("secondFactor", secondFactor.isOn(person.id()));
		model.addAttribute("codesLeft", secondFactor.recoveryCodesLeft(person.id()));
		model.addAttribute("letters", letters.possible());
		model.addAttribute("email", accounts.findById(person.id()).map(Account::email).orElse(null));
		model.addAttribute("providers", providers.all().stream().map(provider -> new ProviderRow(provider.id(), provider.title(), linked.stream()
			.filter(identity -> identity.provider().equals(provider.id())).map(Identities.Identity::shownName).findFirst().orElse(null))).toList());
		return "account/security";
	}

	/** The new token is in this answer and nowhere else, so it is no redirect. */
	@PostMapping("/account/tokens")
	String createToken(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "") String title,
			@RequestParam(name = "scope", defaultValue = "") List<String> scopes, @RequestParam(defaultValue = "") String days,
			@RequestParam(name = "proof", defaultValue = "") String password, HttpServletRequest request, HttpServletResponse response, Model model) {
		try {
			proof.require(person, password, request);
			String token = tokens.create(person, title, scopes, days);
			journal.note(person, "token-created", "beginning", token.substring(0, ApiTokens.PREFIX.length() + 4), "scopes", String.join(" ", scopes), "days", days);
			model.addAttribute("newToken", token);
			return page(person, List.of(), request, model);
		}
		catch (Problem.Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return page(person, refused.problems(), request, model);
		}
	}

	@PostMapping("/account/tokens/{id}/revoke")
	String revoke(@AuthenticationPrincipal SignedIn person, @PathVariable long id) {
		require(tokens.revoke(person, id));
		journal.note(person, "token-revoked", "token", id);
		return "redirect:/account/security#tokens";
	}

	@PostMapping("/account/sessions/{handle}/end")
	String end(@AuthenticationPrincipal SignedIn person, @PathVariable String handle) {
		require(sessions.end(person, handle));
		return "redirect:/account/security#sessions";
	}

	@PostMapping("/account/sessions/end-others")
	String endOthers(@AuthenticationPrincipal SignedIn person, HttpServletRequest request) {
		sessions.endAll(person.name(), request.getSession().getId());
		journal.note(person, "sessions-ended");
		return "redirect:/account/security#sessions";
	}

	/** The same for what is not there and what is not one's own: nobody learns which. */
	private static void require(boolean own) {
		if (!own) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
	}

}
