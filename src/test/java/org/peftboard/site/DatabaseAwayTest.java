package org.peftboard.site;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatabaseAwayTest {

	private static final ServletException FULL = new ServletException("failed", new DataAccessResourceFailureException("insert", new SQLException("No space left on device", "53100")));

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final ObjectProvider<SecurityFilterChain> chains = new StaticListableBeanFactory(
			Map.of("chain", new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, new HeaderWriterFilter(List.of(new XContentTypeOptionsHeaderWriter())))))
		.getBeanProvider(SecurityFilterChain.class);

	private MockHttpServletResponse after(String path, FilterChain chain) throws Exception {
		new DatabaseAway(chains).doFilter(new MockHttpServletRequest("POST", path), response, chain);
		return response;
	}

	@Test
	void aPageIsToldWhenToTryAgain() throws Exception {
		after("/submit", (request, answer) -> {
			answer.getWriter().write("half a page");
			throw FULL;
		});
		assertThat(response.getStatus()).isEqualTo(503);
		assertThat(response.getHeader("Retry-After")).isEqualTo("15");
		assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
		assertThat(response.getHeader("X-Content-Type-Options")).as("what the site's answers always say").isEqualTo("nosniff");
		assertThat(response.getContentAsString()).doesNotContain("half a page");
	}

	@Test
	void aProgramIsToldAsAProblem() throws Exception {
		after("/api/v1/submissions", (request, answer) -> {
			throw FULL;
		});
		assertThat(response.getStatus()).isEqualTo(503);
		assertThat(response.getContentType()).isEqualTo("application/problem+json");
		assertThat(response.getContentAsString()).contains("\"status\":503").contains("Nothing of this request was stored").doesNotContain("No space left");
	}

	@Test
	void otherFailuresStayWhatTheyAre() {
		ServletException mistake = new ServletException("failed", new SQLException("no such table", "42P01"));
		assertThatThrownBy(() -> after("/", (request, answer) -> {
			throw mistake;
		})).isSameAs(mistake);
	}

	@Test
	void anAnswerThatHasBegunIsNotChanged() {
		assertThatThrownBy(() -> after("/", (request, answer) -> {
			answer.flushBuffer();
			throw FULL;
		})).isSameAs(FULL);
	}

}
