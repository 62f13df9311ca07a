package org.peftboard;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.Cookie;
import org.springframework.security.web.WebAttributes;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/** Somebody with a browser that keeps cookies, as sessions are rows of the database and not objects of a test. */
public final class Visitor {

	private final MockMvcTester site;

	private final Map<String, Cookie> cookies = new LinkedHashMap<>();

	private String address = "127.0.0.1";

	public Visitor(MockMvcTester site) {
		this.site = site;
	}

	public Visitor from(String elsewhere) {
		address = elsewhere;
		return this;
	}

	/** Takes over what another browser holds, as a thief or a shared computer would. */
	public Visitor withCookiesOf(Visitor other) {
		cookies.putAll(other.cookies);
		return this;
	}

	public String cookie(String name) {
		return cookies.containsKey(name) ? cookies.get(name).getValue() : null;
	}

	/** @param path encoded as in an address */
	public MvcTestResult get(String path) {
		return kept(request(site.get().uri(URI.create(path))).exchange());
	}

	/** Sends a form with its token. */
	public MvcTestResult post(String path, String... parameters) {
		var request = request(site.post().uri(path).with(csrf()));
		for (int index = 0; index < parameters.length; index += 2) {
			request.param(parameters[index], parameters[index + 1]);
		}
		MvcTestResult answer = kept(request.exchange());
		String forward = answer.getResponse().getForwardedUrl();
		return forward == null ? answer : forwarded(forward, answer);
	}

	/** A servlet container does this by itself. */
	private MvcTestResult forwarded(String path, MvcTestResult answer) {
		String failure = WebAttributes.AUTHENTICATION_EXCEPTION;
		return request(site.post().uri(path).with(csrf())).param("name", String.valueOf(answer.getRequest().getParameter("name")))
			.requestAttr(failure, answer.getRequest().getAttribute(failure)).exchange();
	}

	private MockMvcTester.MockMvcRequestBuilder request(MockMvcTester.MockMvcRequestBuilder builder) {
		builder.with(request -> {
			request.setRemoteAddr(address);
			return request;
		});
		return cookies.isEmpty() ? builder : builder.cookie(cookies.values().toArray(Cookie[]::new));
	}

	private MvcTestResult kept(MvcTestResult answer) {
		for (Cookie cookie : answer.getResponse().getCookies()) {
			if (cookie.getMaxAge() == 0) {
				cookies.remove(cookie.getName());
			}
			else {
				cookies.put(cookie.getName(), cookie);
			}
		}
		return answer;
	}

	public static String body(MvcTestResult answer) {
		try {
			return answer.getResponse().getContentAsString();
		}
		catch (UnsupportedEncodingException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

}
