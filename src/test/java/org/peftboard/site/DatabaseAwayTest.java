package org.peftboard.site;

import java.sql.SQLException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatabaseAwayTest {

	private static final ServletException FULL = new ServletException("failed", new DataAccessResourceFailureException("insert", new SQLException("No space left on device", "53100")));

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private MockHttpServletResponse after(String path, FilterChain chain) throws Exception {
		new DatabaseAway().doFilter(new MockHttpServletRequest("POST", path), response, chain);
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
