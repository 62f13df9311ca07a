package org.peftboard.account;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.peftboard.site.ClientNetwork;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds how often one address may do what costs much, writes to the database or to people, or tries things out. It counts addresses, never names, so nobody uses up what is
 * another's; an IPv6 network of 64 bits is one address, as one customer gets that many.
 *
 * <p>A bucket of {@code times} fills up again evenly over {@code per}. Buckets live in memory: a restart forgives.
 */
final class Rates extends OncePerRequestFilter {

	private static final int MOST_BUCKETS = 100_000;

	/** @param path the whole path, or its beginning where it ends in a slash */
	record Rule(String method, String path, int times, Duration per) {

		boolean applies(HttpServletRequest request) {
			String asked = request.getServletPath();
			return request.getMethod().equals(method) && (path.endsWith("/") ? asked.startsWith(path) : asked.equals(path));
		}

	}

	static final List<Rule> RULES = List.of(new Rule("POST", "/register", 30, Duration.ofHours(1)), new Rule("POST", "/login", 60, Duration.ofMinutes(10)),
			new Rule("POST", "/login/second", 60, Duration.ofMinutes(10)), new Rule("POST", "/login/name", 30, Duration.ofHours(1)),
			new Rule("POST", "/forgot", 10, Duration.ofHours(1)), new Rule("POST", "/reset", 30, Duration.ofHours(1)),
			new Rule("POST", "/verify", 30, Duration.ofHours(1)), new Rule("POST", "/account/email", 10, Duration.ofHours(1)),
			new Rule("POST", "/account/password", 60, Duration.ofMinutes(10)), new Rule("POST", "/account/second-factor/", 60, Duration.ofMinutes(10)),
			new Rule("GET", "/account/export.json", 20, Duration.ofHours(1)),
			// each makes a session where there was none
			new Rule("GET", "/login", 600, Duration.ofMinutes(10)), new Rule("GET", "/register", 600, Duration.ofMinutes(10)),
			new Rule("GET", "/oauth2/authorization/", 60, Duration.ofMinutes(10)));

	private final List<Rule> rules;

	private final Clock clock;

	private final Cache<String, Bucket> buckets = Caffeine.newBuilder().maximumSize(MOST_BUCKETS).expireAfterAccess(Duration.ofHours(2)).build();

	Rates(List<Rule> rules, Clock clock) {
		this.rules = rules;
		this.clock = clock;
	}

	private record Bucket(double left, Instant at, boolean taken) {
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
		Optional<Rule> rule = rules.stream().filter(one -> one.applies(request)).findFirst();
		if (rule.isPresent() && !take(rule.get(), request.getRemoteAddr())) {
			Rule broken = rule.get();
			response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(broken.per.toSeconds() / broken.times + 1));
			response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
			return;
		}
		chain.doFilter(request, response);
	}

	private boolean take(Rule rule, String address) {
		Instant now = clock.instant();
		Bucket after = buckets.asMap().compute(rule.method + rule.path + ' ' + ClientNetwork.of(address), (same, before) -> {
			double left = before == null ? rule.times : Math.min(rule.times, before.left + filled(rule, before.at, now));
			return new Bucket(left >= 1 ? left - 1 : left, now, left >= 1);
		});
		return after.taken;
	}

	private static double filled(Rule rule, Instant from, Instant to) {
		return Math.max(0, Duration.between(from, to).toMillis()) * (double) rule.times / rule.per.toMillis();
	}

}
