package org.peftboard.account;

import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * What follows once an outside provider said who somebody is.
 *
 * <ol>
 * <li>Somebody is signed in here and asked, by a form of this site within the last ten minutes, to link this provider: it is linked.
 * <li>The identity is linked: its account's owner arrives, with the second factor where there is one.
 * <li>Nobody knows it: the newcomer chooses a name, and gets an account of their own. Never the account of somebody who has the same e-mail address.
 * </ol>
 */
@Component
final class OutsideSignIn implements AuthenticationSuccessHandler {

	static final String NEWCOMER = "peftboard.newcomer";

	static final String LINK = "peftboard.link";

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	private static final int LONGEST_SUBJECT = 255;

	private static final int LONGEST_NAME = 80;

	private final Identities identities;

	private final Accounts accounts;

	private final Arrival arrival;

	private final Session session;

	private final Providers providers;

	private final Letters letters;

	private final Journal journal;

	private final Clock clock;

	OutsideSignIn(Identities identities, Accounts accounts, Arrival arrival, Session session, Providers providers, Letters letters, Journal journal, Clock clock) {
		this.identities = identities;
		this.accounts = accounts;
		this.arrival = arrival;
		this.session = session;
		this.providers = providers;
		this.letters = letters;
		this.journal = journal;
		this.clock = clock;
	}

	/** Somebody whom nobody here knows yet. */
	record Newcomer(String provider, String subject, String shownName, Instant since, String wantedPage) implements Serializable {
	}

	/** That a person asked to link a provider. */
	record Link(String provider, long accountId, Instant since) implements Serializable {
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication authentication) throws IOException {
		SecurityContextHolder.clearContext();
		OAuth2AuthenticationToken token = (OAuth2AuthenticationToken) authentication;
		String page = follow(token.getAuthorizedClientRegistrationId(), token.getPrincipal(), request, response);
		response.sendRedirect(request.getContextPath() + page);
	}

	private String follow(String provider, OAuth2User user, HttpServletRequest request, HttpServletResponse response) {
		String subject = user instanceof OidcUser oidc ? oidc.getSubject() : user.getName();
		if (subject == null || subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
			return "/login?outside";
		}
		SignedIn person = present(request);
		if (person != null) {
			return link(person, provider, subject, shownName(user), request.getSession());
		}
		Optional<SignedIn> known = identities.accountOf(provider, subject).flatMap(accounts::find);
		if (known.isPresent()) {
			journal.note(known.get(), "signed-in", "with", provider);
			return arrival.admit(known.get(), "/", request, response);
		}
		String wanted = session.wantedPage("/submit", request, response);
		Session.fresh(request).setAttribute(NEWCOMER, new Newcomer(provider, subject, shownName(user), clock.instant(), wanted));
		return "/login/name";
	}

	private String link(SignedIn person, String provider, String subject, String shownName, HttpSession current) {
		boolean asked = current.getAttribute(LINK) instanceof Link link && link.provider.equals(provider) && link.accountId == person.id() && fresh(link.since);
		current.removeAttribute(LINK);
		if (!asked || !identities.link(person.id(), provider, subject, shownName)) {
			return "/account/security?not-linked";
		}
		journal.note(person, "identity-linked", "provider", provider);
		letters.tell(person.id(), "letter.linked", providers.title(provider));
		return "/account/security?linked";
	}

	private boolean fresh(Instant since) {
		return clock.instant().isBefore(since.plus(PATIENCE));
	}

	Optional<Newcomer> newcomer(HttpServletRequest request) {
		HttpSession current = request.getSession(false);
		Object waiting = current == null ? null : current.getAttribute(NEWCOMER);
		return waiting instanceof Newcomer newcomer && fresh(newcomer.since) ? Optional.of(newcomer) : Optional.empty();
	}

	/** The person of the session, which the provider's answer has not touched. */
	private static @Nullable SignedIn present(HttpServletRequest request) {
		HttpSession current = request.getSession(false);
		Object context = current == null ? null : current.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
		Authentication present = context instanceof SecurityContext held ? held.getAuthentication() : null;
		return present != null && present.getPrincipal() instanceof SignedIn person ? person : null;
	}

	private static String shownName(OAuth2User user) {
		for (String attribute : new String[] { "preferred_username", "login", "nickname", "name" }) {
			if (user.getAttributes().get(attribute) instanceof String text && !text.isBlank()) {
				String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
				return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
			}
		}
		return "newcomer";
	}

	/** The provider's tokens are not needed after the sign-in, so they are not kept. */
	static final class Forgetful implements OAuth2AuthorizedClientRepository {

		@Override
		public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(String registration, Authentication principal, HttpServletRequest request) {
			return null;
		}

		@Override
		public void saveAuthorizedClient(OAuth2AuthorizedClient client, Authentication principal, HttpServletRequest request, HttpServletResponse response) {
			// not kept
		}

		@Override
		public void removeAuthorizedClient(String registration, Authentication principal, HttpServletRequest request, HttpServletResponse response) {
			// nothing to remove
		}

	}

}
