package org.peftboard.notice;

import java.net.InetAddress;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.evaluator.contract.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where a webhook may not go. */
class PublicAddressesTest {

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.8.9.10", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
			"100.127.255.255", "192.0.0.1", "198.18.0.1", "198.19.255.255", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "::ffff:127.0.0.1", "fc00::1",
			"fd12:3456::1", "fe80::1", "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "::127.0.0.1" })
	void refusesWhatIsNotOfThePublicInternet(String address) throws Exception {
		assertThat(PublicAddresses.contain(InetAddress.getByName(address))).as(address).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "93.184.215.14", "8.8.8.8", "172.32.0.1", "100.128.0.1", "198.20.0.1", "2606:4700::1111", "2a00:1450:4001::1" })
	void passesWhatIs(String address) throws Exception {
		assertThat(PublicAddresses.contain(InetAddress.getByName(address))).as(address).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://hooks.example.org/x", "https://other.example.org/x", "https://hooks.example.org.evil.example/x", "https://user@hooks.example.org/x",
			"https://evil.example@hooks.example.org/", "https://hooks.example.org:8443/x", "https://hooks.example.org/x#y", "file:///etc/passwd", "gopher://hooks.example.org/",
			"https://127.0.0.1/", "https://[::1]/", "https://0x7f000001/", "https://2130706433/", "//hooks.example.org/x", "javascript:alert(1)", "", "https://",
			"https://hooks.example.org\\@evil.example/", "https://hooks.example.org%2eevil.example/", "ftp://hooks.example.org/" })
	void refusesAddressesThatAreNotOnTheList(String url) {
		WebhookRules rules = new WebhookRules(List.of("hooks.example.org"));
		assertThatThrownBy(() -> rules.require(url)).isInstanceOf(Problem.Refused.class);
	}

	@Test
	void passesAHostOfTheListWhateverItsCase() {
		assertThat(new WebhookRules(List.of("hooks.example.org", "other.example.org:8443")).require("https://HOOKS.example.org/x?y=z")).isNotNull();
		assertThat(new WebhookRules(List.of("other.example.org:8443")).require("https://other.example.org:8443/")).isNotNull();
		assertThat(new WebhookRules(List.of("")).anywhere()).isFalse();
	}

}
