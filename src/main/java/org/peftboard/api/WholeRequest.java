package org.peftboard.api;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/** A request that asks for the whole answer, whatever of it the reader has already, so that it can be kept for others. */
final class WholeRequest extends HttpServletRequestWrapper {

	private static final Set<String> CONDITIONS = Set.of("if-none-match", "if-modified-since", "range", "if-range", "accept-encoding");

	WholeRequest(HttpServletRequest request) {
		super(request);
	}

	private static boolean condition(String name) {
		return CONDITIONS.contains(name.toLowerCase(Locale.ROOT));
	}

	@Override
	public @Nullable String getHeader(String name) {
		return condition(name) ? null : super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		return condition(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
	}

	@Override
	public long getDateHeader(String name) {
		return condition(name) ? -1 : super.getDateHeader(name);
	}

}
