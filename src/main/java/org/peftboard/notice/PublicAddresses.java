package org.peftboard.notice;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Which addresses a webhook may go to: those of the public internet alone.
 *
 * <p>Refused is everything that the registries of special addresses (RFC 6890) keep for a machine itself, its network, its provider, documentation, or several
 * receivers; and IPv6 addresses that carry an IPv4 address, because what they lead to is decided elsewhere.
 */
final class PublicAddresses {

	private static final String[] REFUSED = { "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
			"192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/96", "64:ff9b::/96",
			"64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8" };

	private PublicAddresses() {
	}

	/** Passes for addresses of the public internet. */
	static boolean contain(InetAddress address) {
		return Arrays.stream(REFUSED).noneMatch(range -> within(address, range));
	}

	private static boolean within(InetAddress address, String range) {
		int slash = range.indexOf('/');
		byte[] network = literal(range.substring(0, slash));
		byte[] bytes = address.getAddress();
		return bytes.length == network.length && samePrefix(bytes, network, Integer.parseInt(range.substring(slash + 1)));
	}

	private static boolean samePrefix(byte[] one, byte[] other, int bits) {
		for (int bit = 0; bit < bits; bit++) {
			int mask = 0x80 >> bit % 8;
			if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
				return false;
			}
		}
		return true;
	}

	private static byte[] literal(String address) {
		try {
			return address.contains(":") ? Inet6Address.getByName(address).getAddress() : Inet4Address.getByName(address).getAddress();
		}
		catch (UnknownHostException exception) {
			throw new IllegalStateException(exception);
		}
	}

}
