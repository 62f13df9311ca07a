package org.peftboard.account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OwnAddressTest {

	private static void ask(StrictHttpFirewall firewall, String host) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.setServerName(host);
		firewall.getFirewalledRequest(request);
	}

	@ParameterizedTest
	@CsvSource({ "https://board.example.org, board.example.org", "https://board.example.org/, Board.Example.ORG", "http://localhost:8080, localhost", "http://127.0.0.1:8080, 127.0.0.1",
			"https://board.example.org:8443, localhost", "http://[::1]:8080, [::1]" })
	void isAnsweredTo(String address, String host) {
		StrictHttpFirewall firewall = new SecurityConfiguration().firewall(address);
		assertThatCode(() -> ask(firewall, host)).doesNotThrowAnyException();
		assertThatThrownBy(() -> ask(firewall, "evil.example")).isInstanceOf(RequestRejectedException.class);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " " })
	void isAnyWhereNoneIsConfigured(String address) {
		assertThatCode(() -> ask(new SecurityConfiguration().firewall(address), "any.example")).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(strings = { "board.example.org", "localhost:8080", "ftp://board.example.org", "https://", "https:// board", "javascript:alert(1)" })
	void isRefusedAtTheStartWhereItIsNone(String address) {
		assertThatThrownBy(() -> new SecurityConfiguration().firewall(address)).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("peftboard.address: got '" + address + "', need the address of this site, as in https://board.example.org");
	}

	@Test
	void valuesWithACharacterZeroAreRefused() {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.setParameter("q", "a\0b");
		assertThatThrownBy(() -> new SecurityConfiguration().firewall(null).getFirewalledRequest(request).getParameter("q")).isInstanceOf(RequestRejectedException.class);
	}

}
