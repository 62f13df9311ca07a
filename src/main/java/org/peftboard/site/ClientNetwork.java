package org.peftboard.site;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Whose requests are counted together: an IPv6 network of 64 bits is one address, as one customer gets that many. */
public final class ClientNetwork {

	private ClientNetwork() {
	}

	/** The first 64 bits of an IPv6 address, in hexadecimal; an IPv4 address as it is. */
	public static String of(String address) {
		try {
			byte[] bytes = address.indexOf(':') >= 0 ? InetAddress.getByName(address).getAddress() : new byte[0];
			return bytes.length == 16 ? HexFormat.of().formatHex(Arrays.copyOf(bytes, 8)) : address;
		}
		catch (UnknownHostException notLiteral) {
			return address;
		}
	}

}
