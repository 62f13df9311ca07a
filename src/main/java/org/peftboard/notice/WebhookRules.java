package org.peftboard.notice;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.peftboard.evaluator.contract.Problem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where webhooks may go: by https, to hosts that the operators name, at addresses of the public internet. */
@Component
class WebhookRules {

	private static final int LONGEST = 500;

	private final Set<String> hosts;

	private final Predicate<InetAddress> addresses;

	private final String scheme;

	@Autowired
	WebhookRules(@Value("${peftboard.webhooks.allowed-hosts:}") List<String> hosts) {
		this(hosts, PublicAddresses::contain, "https");
	}

	/** @param scheme that is required */
	WebhookRules(List<String> hosts, Predicate<InetAddress> addresses, String scheme) {
		this.hosts = hosts.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).filter(host -> !host.isEmpty()).collect(Collectors.toUnmodifiableSet());
		this.addresses = addresses;
		this.scheme = scheme;
	}

	/** Whether there is any host to send to. */
	boolean anywhere() {
		return !hosts.isEmpty();
	}

	boolean allows(InetAddress address) {
		return addresses.test(address);
	}

	/**
	 * The address of a webhook.
	 *
	 * @throws Problem.Refused where it is not one, or its host is not on the list
	 */
	URI require(String url) {
		String need = scheme + "://host/path with a host of " + (hosts.isEmpty() ? "the operators' list, which is empty here" : hosts.stream().sorted().toList());
		try {
			URI uri = new URI(url.strip());
			boolean plain = scheme.equals(uri.getScheme()) && uri.getRawUserInfo() == null && uri.getRawFragment() == null && uri.getHost() != null;
			if (url.length() > LONGEST || !plain || !hosts.contains(place(uri))) {
				throw new Problem.Refused("url", "'" + url + "'", need);
			}
			return uri;
		}
		catch (URISyntaxException noAddress) {
			throw new Problem.Refused("url", "'" + url + "'", need);
		}
	}

	/** {@code hooks.example.org}, with its port where it is not the usual one. */
	private static String place(URI uri) {
		String host = uri.getHost().toLowerCase(Locale.ROOT);
		return uri.getPort() == -1 ? host : host + ":" + uri.getPort();
	}

}
