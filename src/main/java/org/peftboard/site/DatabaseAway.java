package org.peftboard.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.peftboard.evaluator.contract.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says that the database does not answer, or cannot keep anything now, where that is what a request failed for: 503, when to try again, and that nothing accepted is lost. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class DatabaseAway extends OncePerRequestFilter {

	private static final Logger log = LoggerFactory.getLogger(DatabaseAway.class);

	private static final String RETRY_AFTER_SECONDS = "15";

	private final ObjectProvider<SecurityFilterChain> chains;

	/** @param chains what writes the headers of a request's answer: it may have failed before it came to them */
	DatabaseAway(ObjectProvider<SecurityFilterChain> chains) {
		this.chains = chains;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException failed) {
			if (response.isCommitted() || !DatabaseTrouble.passes(failed)) {
				throw failed;
			}
			log.error("the database cannot do what {} {} needs: {}", request.getMethod(), request.getRequestURI(), rootOf(failed).getMessage());
			answer(request, response);
		}
	}

	private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
		response.resetBuffer();
		response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		writeSecurityHeaders(request, response);
		if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
			response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
			return;
		}
		response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		String detail = "The database does not answer, or has no room. Nothing of this request was stored; what was accepted before is safe. Try again in " + RETRY_AFTER_SECONDS + " seconds.";
		Map<String, Object> problem = Map.of("title", "Database away", "status", HttpStatus.SERVICE_UNAVAILABLE.value(), "detail", detail);
		response.getOutputStream().write(Json.line(problem).getBytes(StandardCharsets.UTF_8));
	}

	private void writeSecurityHeaders(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
		Optional<SecurityFilterChain> chain = chains.orderedStream().filter(each -> each.matches(request)).findFirst();
		for (Filter filter : chain.map(SecurityFilterChain::getFilters).orElse(List.of())) {
			if (filter instanceof HeaderWriterFilter headers) {
				headers.doFilter(request, response, (ended, answered) -> {
				});
			}
		}
	}

	private static Throwable rootOf(Throwable failed) {
		Throwable root = failed;
		while (root.getCause() != null && root.getCause() != root) {
			root = root.getCause();
		}
		return root;
	}

}
