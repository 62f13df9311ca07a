package org.peftboard.evaluator.hub;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Where the hub is and where its cache lies, as {@code huggingface_hub} reads it from the environment: {@code HF_ENDPOINT}; {@code HF_HUB_CACHE}, else
 * {@code hub} in {@code HF_HOME}, else in {@code XDG_CACHE_HOME} or the user's own cache; {@code HF_TOKEN}; {@code HF_HUB_OFFLINE}.
 *
 * <p>Not a record: the token must not stand in any text that is made from it.
 */
public final class HubSettings {

	private static final String ENDPOINT = "https://huggingface.co";

	private final URI endpoint;

	private final Path cache;

	private final boolean offline;

	private final @Nullable String token;

	public HubSettings(URI endpoint, Path cache, boolean offline, @Nullable String token) {
		this.endpoint = endpoint;
		this.cache = cache;
		this.offline = offline;
		this.token = token;
	}

	/** From this process's environment. */
	public static HubSettings ofEnvironment() {
		return of(System.getenv(), Path.of(System.getProperty("user.home")));
	}

	static HubSettings of(Map<String, String> environment, Path home) {
		Path caches = set(environment, "XDG_CACHE_HOME").map(Path::of).orElse(home.resolve(".cache"));
		Path hub = set(environment, "HF_HOME").map(Path::of).orElse(caches.resolve("huggingface")).resolve("hub");
		String endpoint = set(environment, "HF_ENDPOINT").orElse(ENDPOINT).replaceAll("/+$", "");
		boolean offline = set(environment, "HF_HUB_OFFLINE").filter(value -> value.matches("(?i)1|true|yes|on")).isPresent();
		Path cache = set(environment, "HF_HUB_CACHE").map(Path::of).orElse(hub);
		return new HubSettings(URI.create(endpoint), cache, offline, set(environment, "HF_TOKEN").orElse(null));
	}

	private static Optional<String> set(Map<String, String> environment, String name) {
		return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
	}

	URI endpoint() {
		return endpoint;
	}

	public Path cache() {
		return cache;
	}

	boolean offline() {
		return offline;
	}

	/** for the endpoint alone */
	Optional<String> token() {
		return Optional.ofNullable(token);
	}

	@Override
	public String toString() {
		return endpoint + ", cache " + cache + (offline ? ", offline" : "") + (token == null ? ", no token" : ", with a token");
	}

}
