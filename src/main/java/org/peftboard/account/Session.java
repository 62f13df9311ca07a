package org.peftboard.account;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.peftboard.site.Setting;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;

/** The session of the person who asks: begins, and knows which page was wanted before it began. */
@Component
final class Session {

	private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

	private final RequestCache requests = new HttpSessionRequestCache();

	private final Clock clock;

	private final PersonalWords personalWords;

	private final Duration idle;

	Session(Clock clock, PersonalWords personalWords, @Value("${peftboard.security.session-idle:12h}") Duration idle) {
		this.clock = clock;
		this.personalWords = personalWords;
		this.idle = Setting.atLeast("peftboard.security.session-idle", idle, Duration.ofMinutes(1));
	}

	/** The person's session is a new one: nothing that was planted in an earlier one, its id and its form token among it, is worth anything. */
	void start(SignedIn person, HttpServletRequest request, HttpServletResponse response) {
		HttpSession session = fresh(request);
		session.setMaxInactiveInterval(Math.toIntExact(idle.toSeconds()));
		session.setAttribute(Sessions.SIGNED_IN_AT, clock.instant());
		session.setAttribute(Sessions.ADDRESS, String.valueOf(request.getRemoteAddr()));
		session.setAttribute(Sessions.DEVICE, Device.of(request.getHeader(HttpHeaders.USER_AGENT)));
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		person.eraseCredentials();
		context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(person, null, person.getAuthorities()));
		SecurityContextHolder.setContext(context);
		contexts.saveContext(context, request, response);
		personalWords.signedIn(person, request);
	}

	/** A new session in the place of the one that the request came with. */
	static HttpSession fresh(HttpServletRequest request) {
		HttpSession old = request.getSession(false);
		if (old != null) {
			old.invalidate();
		}
		return request.getSession(true);
	}

	/** The page that the person asked for before being sent to sign in, on this site in any case; {@code otherwise} where none. */
	String wantedPage(String otherwise, HttpServletRequest request, HttpServletResponse response) {
		SavedRequest saved = request.getSession(false) == null ? null : requests.getRequest(request, response);
		return saved == null ? otherwise : here(saved.getRedirectUrl(), otherwise);
	}

	/** Path and query without the host: what a request calls this site is not to be trusted. */
	static String here(String address, String otherwise) {
		try {
			URI uri = URI.create(address);
			String path = uri.getRawPath();
			boolean odd = path == null || !path.startsWith("/") || path.startsWith("//") || path.contains("\\");
			return odd ? otherwise : path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
		}
		catch (IllegalArgumentException noAddress) {
			return otherwise;
		}
	}

}
