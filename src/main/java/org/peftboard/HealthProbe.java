package org.peftboard;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * Asks a process on this machine whether it is ready, and ends with 0 where it is: a container's health check, which needs no program beside Java.
 *
 * <p>The port is the first argument, else {@code SERVER_PORT}, else 8080.
 */
public final class HealthProbe {

	private static final int PATIENCE_MILLIS = 8_000;

	private HealthProbe() {
	}

	public static void main(String[] arguments) {
		String port = arguments.length > 0 ? arguments[0] : System.getenv().getOrDefault("SERVER_PORT", "8080");
		System.exit(ready(Integer.parseInt(port)) ? 0 : 1);
	}

	static boolean ready(int port) {
		try {
			HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness").toURL().openConnection();
			connection.setConnectTimeout(PATIENCE_MILLIS);
			connection.setReadTimeout(PATIENCE_MILLIS);
			return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
		}
		catch (IOException notThere) {
			return false;
		}
	}

}
