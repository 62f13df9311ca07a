package org.peftboard.account;

import java.time.Clock;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class UnfinishedAccountTest {

	private final JdbcClient jdbc;

	private final Accounts accounts;

	UnfinishedAccountTest(JdbcClient jdbc, Accounts accounts) {
		this.jdbc = jdbc;
		this.accounts = accounts;
	}

	@BeforeEach
	void empty() {
		Tables.empty(jdbc);
		jdbc.sql("delete from accounts where name_key = 'grace'").update();
	}

	private String led(SignedIn person, String path, String need) throws Exception {
		SecurityContextHolder.getContext().setAuthentication(UsernamePasswordAuthenticationToken.authenticated(person, null, person.getAuthorities()));
		try {
			MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
			request.setServletPath(path);
			MockHttpServletResponse response = new MockHttpServletResponse();
			new UnfinishedAccount(new SecondFactor(jdbc, new LoginThrottle(Clock.systemUTC()), Clock.systemUTC(), need)).preHandle(request, response, this);
			return String.valueOf(response.getRedirectedUrl());
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

	@ParameterizedTest(name = "{1} where it is {0}")
	@CsvSource({ "required, REVIEWER, /account/second-factor", "required, ADMINISTRATOR, /account/second-factor", "required, RESEARCHER, null", "optional, REVIEWER, null",
			"optional, ADMINISTRATOR, null" })
	void asksReviewersAndAdministratorsForASecondFactorWhereItIsRequired(String need, Role role, String page) throws Exception {
		SignedIn person = Registered.person(accounts, "grace", role, jdbc);
		assertThat(led(person, "/account", need)).isEqualTo(page);
		assertThat(led(person, "/account/second-factor", need)).as("the page itself").isEqualTo("null");
		jdbc.sql("update accounts set second_factor = 'ABCD' where id = ?").param(person.id()).update();
		assertThat(led(person, "/account", need)).as("once there is one").isEqualTo("null");
	}

	@Test
	void wantsOneOfTwoWordsInTheConfiguration() {
		assertThatThrownBy(() -> new SecondFactor(jdbc, new LoginThrottle(Clock.systemUTC()), Clock.systemUTC(), "yes")).hasMessage("peftboard.security.second-factor: got 'yes', need required or optional");
	}

}
