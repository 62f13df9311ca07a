package org.peftboard.account;

import java.io.IOException;
import java.util.Locale;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes files from people who are signed in alone: a stranger's form with files is refused before any of it is written to the disk,
 * unless it is small and says so. The token of a form stands among its fields, so looking for it means reading the files first.
 */
final class LargeForms extends OncePerRequestFilter {

	static final long LARGEST_OF_STRANGERS = 1 << 20;

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
		String type = request.getContentType();
		boolean files = type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
		long length = request.getContentLengthLong();
		if (files && (length < 0 || length > LARGEST_OF_STRANGERS) && !signedIn()) {
			response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
			return;
		}
		chain.doFilter(request, response);
	}

	private static boolean signedIn() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return authentication != null && !(authentication instanceof AnonymousAuthenticationToken) && authentication.isAuthenticated();
	}

}
