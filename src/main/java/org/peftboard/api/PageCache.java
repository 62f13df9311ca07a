package org.peftboard.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.peftboard.result.SiteState;
import org.peftboard.site.SiteNotices;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Keeps whole answers, compressed, for readers who are not signed in: a board does not change between publications, so what one reader got the next one gets too, or
 * 304 where they have it.
 *
 * <p>An answer is kept under its address, the reader's language, the state of the site and its banner, so a publication makes all earlier ones unreachable. Only successful answers
 * that set no cookie are kept. Style sheets and scripts are kept for everybody, and under an address with a version in it browsers keep them for a year.
 */
final class PageCache extends OncePerRequestFilter {

	private static final long MOST_BYTES = 96L * 1024 * 1024;

	private static final int LONGEST_ADDRESS = 2000;

	private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

	private static final long LONGEST_TURN_SECONDS = 5;

	/** What is everybody's: nothing of the doors that want a token, whatever the request brought. */
	private static final Pattern PAGES = Pattern.compile(
			"/|/boards/.*|/board/.*|/methods(/.*)?|/results/[^/]+(/adapter_config\\.json)?|/compare|/weights|/about/.*|/api|/api/v1/(?!submissions|review).*|/export\\.[a-z]+|/badges/.*|/embed/.*|/feed\\.atom");

	/** By these a page may be somebody's own: the session, and the secrets of links to hidden results. Cookies of other sites of the same domain say nothing here. */
	private static final Set<String> PERSONAL = Set.of("SESSION", "shared");

	/** Made when the reader chooses a language; nothing else is in it. */
	private static final String LANGUAGE = "lang";

	private static final Set<String> OF_THE_REQUEST = Set.of("content-length", "content-encoding", "date", "etag", "vary", "transfer-encoding", "pragma", "expires",
			"connection", "keep-alive");

	private final SiteState state;

	private final SiteNotices notices;

	private final Pattern files;

	private final Pattern versioned;

	private final Cache<String, KeptAnswer> answers = Caffeine.newBuilder().maximumWeight(MOST_BYTES)
		.weigher((String key, KeptAnswer answer) -> key.length() + answer.weight()).build();

	/**
	 * Pages are made by half of the processors: the threads that answer are virtual ones, which nothing interrupts, so two large pages on two processors would let every kept one wait for them. Who waited this
	 * long goes on all the same, as something else than the processor must be slow.
	 */
	private final Semaphore turns = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

	private final Lock[] rendering = Stream.generate(ReentrantLock::new).limit(64).toArray(Lock[]::new);

	/** @param version what stands before the paths of files that never change */
	PageCache(SiteState state, SiteNotices notices, String version) {
		this.state = state;
		this.notices = notices;
		this.files = Pattern.compile("/(" + Pattern.quote(version) + "/)?(css|js|img)/.*|/webjars/.*");
		this.versioned = Pattern.compile("/" + Pattern.quote(version) + "/.*|/webjars/[^/]+/\\d[^/]*/.*");
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		String path = request.getRequestURI();
		boolean read = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
		String query = request.getQueryString();
		if (!read || path.length() + (query == null ? 0 : query.length()) > LONGEST_ADDRESS) {
			return true;
		}
		return !files.matcher(path).matches() && !(PAGES.matcher(path).matches() && anonymous(request));
	}

	private static boolean anonymous(HttpServletRequest request) {
		return request.getHeader("Authorization") == null
				&& (request.getCookies() == null || Stream.of(request.getCookies()).noneMatch(cookie -> PERSONAL.contains(cookie.getName())));
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
		String key = key(request);
		KeptAnswer kept = answers.getIfPresent(key);
		if (kept != null) {
			kept.write(request, response);
			return;
		}
		Lock lock = rendering[Math.floorMod(key.hashCode(), rendering.length)];
		lock.lock();
		try {
			KeptAnswer meanwhile = answers.getIfPresent(key);
			if (meanwhile != null) {
				meanwhile.write(request, response);
				return;
			}
			renderInTurn(key, request, response, chain);
		}
		finally {
			lock.unlock();
		}
	}

	private void renderInTurn(String key, HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
		boolean turn = false;
		try {
			turn = turns.tryAcquire(LONGEST_TURN_SECONDS, TimeUnit.SECONDS);
			render(key, request, response, chain);
		}
		catch (InterruptedException stopped) {
			Thread.currentThread().interrupt();
			throw new IOException("the server is being stopped", stopped);
		}
		finally {
			if (turn) {
				turns.release();
			}
		}
	}

	private void render(String key, HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
		ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
		chain.doFilter(new WholeRequest(request), answer);
		byte[] body = answer.getContentAsByteArray();
		boolean keep = answer.getStatus() == HttpServletResponse.SC_OK && answer.getHeader("Set-Cookie") == null && !request.isAsyncStarted() && body.length > 0
				&& body.length <= LARGEST_ANSWER && !request.getMethod().equals("HEAD") && !response.isCommitted();
		if (!keep) {
			answer.copyBodyToResponse();
			return;
		}
		KeptAnswer kept = KeptAnswer.of(headers(answer, request), answer.getContentType(), body);
		answers.put(key, kept);
		response.reset();
		kept.write(request, response);
	}

	private List<KeptAnswer.Header> headers(HttpServletResponse answer, HttpServletRequest request) {
		List<KeptAnswer.Header> headers = new ArrayList<>();
		for (String name : new LinkedHashSet<>(answer.getHeaderNames())) {
			String lower = name.toLowerCase(Locale.ROOT);
			if (!OF_THE_REQUEST.contains(lower) && !lower.equals("cache-control") && !lower.equals("content-type")) {
				answer.getHeaders(name).forEach(value -> headers.add(new KeptAnswer.Header(name, value)));
			}
		}
		headers.add(new KeptAnswer.Header("Cache-Control", cacheControl(answer.getHeader("Cache-Control"), request)));
		headers.add(new KeptAnswer.Header("Vary", "Accept-Encoding, Accept-Language, Cookie, Origin"));
		return headers;
	}

	/** What a page says itself, else: keep it, and ask each time whether it still holds. */
	private String cacheControl(@Nullable String own, HttpServletRequest request) {
		if (files.matcher(request.getRequestURI()).matches()) {
			return versioned.matcher(request.getRequestURI()).matches() ? "max-age=31536000, public, immutable" : "no-cache";
		}
		return own == null || own.contains("no-store") ? "no-cache" : own;
	}

	private String key(HttpServletRequest request) {
		if (files.matcher(request.getRequestURI()).matches()) {
			return request.getRequestURI();
		}
		return state.word() + '\n' + notices.shown() + '\n' + request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort() + request.getRequestURI() + '?' + request.getQueryString() + '\n'
				+ language(request) + '\n' + (request.getHeader("Origin") != null) + '\n' + request.getHeader("Accept") + '\n' + request.getHeader("HX-Request");
	}

	private static @Nullable String language(HttpServletRequest request) {
		if (request.getCookies() != null) {
			for (Cookie cookie : request.getCookies()) {
				if (cookie.getName().equals(LANGUAGE)) {
					return cookie.getValue();
				}
			}
		}
		return request.getHeader("Accept-Language");
	}

}
