package org.peftboard.operation;

import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id, which stands in each line that is logged for it and in its answer. A proxy's own id is kept if it is harmless. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestIds extends OncePerRequestFilter {

	static final String HEADER = "X-Request-Id";

	/** Nothing in it can end a line of a log or start a tag. */
	private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{8,64}");

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
		String given = request.getHeader(HEADER);
		String id = given != null && HARMLESS.matcher(given).matches() ? given : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
		response.setHeader(HEADER, id);
		try (var key = MDC.putCloseable("request", id)) {
			chain.doFilter(request, response);
		}
	}

}
