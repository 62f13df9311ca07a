package org.peftboard.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class RatesTest {

	private Instant now = Instant.parse("2026-01-01T00:00:00Z");

	private final Rates rates = new Rates(List.of(new Rates.Rule("POST", "/register", 3, Duration.ofMinutes(30)), new Rates.Rule("GET", "/outside/", 1, Duration.ofMinutes(1))), new Clock() {

		@Override
		public Instant instant() {
			return now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	});

	private MockHttpServletResponse ask(String method, String path, String address) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest(method, path);
		request.setServletPath(path);
		request.setRemoteAddr(address);
		MockHttpServletResponse response = new MockHttpServletResponse();
		rates.doFilter(request, response, new MockFilterChain());
		return response;
	}

	private int register(String address) throws Exception {
		return ask("POST", "/register", address).getStatus();
	}

	@Test
	void refusesWhatIsAboveTheRateAndSaysWhenToTryAgain() throws Exception {
		for (int time = 0; time < 3; time++) {
			assertThat(register("192.0.2.1")).isEqualTo(200);
		}
		MockHttpServletResponse refused = ask("POST", "/register", "192.0.2.1");
		assertThat(refused.getStatus()).isEqualTo(429);
		assertThat(refused.getHeader("Retry-After")).isEqualTo("601");
	}

	@Test
	void fillsUpAgainEvenlyAndNeverAboveItsSize() throws Exception {
		for (int time = 0; time < 4; time++) {
			register("192.0.2.1");
		}
		now = now.plus(Duration.ofMinutes(10));
		assertThat(register("192.0.2.1")).isEqualTo(200);
		assertThat(register("192.0.2.1")).isEqualTo(429);
		now = now.plus(Duration.ofDays(1));
		for (int time = 0; time < 3; time++) {
			assertThat(register("192.0.2.1")).isEqualTo(200);
		}
		assertThat(register("192.0.2.1")).isEqualTo(429);
	}

	@Test
	void whatOneAddressUsesUpIsNotAnothers() throws Exception {
		for (int time = 0; time < 10; time++) {
			register("192.0.2.1");
		}
		assertThat(register("192.0.2.2")).isEqualTo(200);
	}

	@Test
	void takesTheManyAddressesOfOneIpv6NetworkForOne() throws Exception {
		for (int time = 0; time < 3; time++) {
			assertThat(register("2001:db8::" + time)).isEqualTo(200);
		}
		assertThat(register("2001:db8::aaaa")).isEqualTo(429);
		assertThat(register("2001:db8:0:1::aaaa")).isEqualTo(200);
	}

	@Test
	void countsEachRuleByItselfAndNothingElse() throws Exception {
		for (int time = 0; time < 4; time++) {
			register("192.0.2.1");
		}
		assertThat(ask("GET", "/register", "192.0.2.1").getStatus()).isEqualTo(200);
		assertThat(ask("GET", "/outside/one", "192.0.2.1").getStatus()).isEqualTo(200);
		assertThat(ask("GET", "/outside/other", "192.0.2.1").getStatus()).as("one folder, one bucket").isEqualTo(429);
	}

	@Test
	void aClockThatIsSetBackGivesNothingAndTakesNothing() throws Exception {
		register("192.0.2.1");
		now = now.minus(Duration.ofDays(1));
		assertThat(register("192.0.2.1")).isEqualTo(200);
		assertThat(register("192.0.2.1")).isEqualTo(200);
		assertThat(register("192.0.2.1")).isEqualTo(429);
	}

}
