package org.peftboard.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets whoever shows a token of the API be its owner, for one request and within its scopes. A token that is not good is refused, whatever was asked for: nobody is to
 * think that it works.
 */
final class BearerTokens extends OncePerRequestFilter {

	private static final String SCHEME = "Bearer ";

	private final ApiTokens tokens;

	BearerTokens(ApiTokens tokens) {
		this.tokens = tokens;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (header == null) {
			chain.doFilter(request, response);
			return;
		}
		boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
		Optional<ApiTokens.Bearer> found = bearer ? tokens.find(header.substring(SCHEME.length()).strip()) : Optional.empty();
		if (found.isEmpty()) {
			refuse(response, HttpServletResponse.SC_UNAUTHORIZED, "Token not accepted",
					"The token is unknown, revoked or expired. Make one under Account, Security, and send it as 'Authorization: Bearer peft_…'.");
			return;
		}
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		List<SimpleGrantedAuthority> scopes = found.get().scopes().stream().map(scope -> new SimpleGrantedAuthority(scope.authority())).toList();
		context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(found.get().person(), null, scopes));
		SecurityContextHolder.setContext(context);
		chain.doFilter(request, response);
	}

	/** As RFC 9457 and RFC 6750 have it. */
	static void refuse(HttpServletResponse response, int status, String title, String detail) throws IOException {
		response.setStatus(status);
		if (status == HttpServletResponse.SC_UNAUTHORIZED) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"PEFTBoard\"");
		}
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		String json = "{\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\"" + detail + "\"}";
		response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
	}

}
