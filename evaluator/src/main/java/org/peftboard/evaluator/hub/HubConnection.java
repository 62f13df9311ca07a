package org.peftboard.evaluator.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.peftboard.evaluator.contract.Problem;

/**
 * HTTP to the hub. Redirects are followed here and not by the JDK: the token must not reach the storage hosts that large files are redirected to.
 */
class HubConnection {

	private static final int TIMEOUT_MILLIS = 30_000;

	private static final int MOST_REDIRECTS = 5;

	private static final int MOST_TEXT_BYTES = 50_000_000;

	private static final int ATTEMPTS = 4;

	private static final long PAUSE_MILLIS = 500;

	private final HubSettings settings;

	private final int timeoutMillis;

	private final long pauseMillis;

	HubConnection(HubSettings settings) {
		this(settings, TIMEOUT_MILLIS, PAUSE_MILLIS);
	}

	HubConnection(HubSettings settings, int timeoutMillis, long pauseMillis) {
		this.settings = settings;
		this.timeoutMillis = timeoutMillis;
		this.pauseMillis = pauseMillis;
	}

	/**
	 * What the hub says of a file.
	 *
	 * @param commit of the revision
	 * @param etag   SHA-256 of large files, git's SHA-1 of others
	 * @param size   in bytes, −1 where it does not say
	 */
	record Head(String commit, String etag, long size) {
	}

	/** A file's bytes from a start on. */
	record Body(InputStream stream, long start) implements AutoCloseable {

		@Override
		public void close() throws IOException {
			stream.close();
		}

	}

	Head head(HubRepository repository, String file) throws IOException {
		URI uri = repository.file(settings.endpoint(), file);
		for (int redirect = 0; redirect <= MOST_REDIRECTS; redirect++) {
			HttpURLConnection response = answered("HEAD", uri, 0);
			requireFound(repository, file, response);
			URI next = redirected(response, uri);
			// a file that lies elsewhere is described by the hub itself, before the redirect
			if (next == null || !sameHost(next, uri) || response.getHeaderField("X-Linked-Etag") != null) {
				return head(repository, file, response, next != null);
			}
			uri = next;
		}
		throw new IOException("more than " + MOST_REDIRECTS + " redirects");
	}

	private static Head head(HubRepository repository, String file, HttpURLConnection response, boolean elsewhere) throws IOException {
		String commit = response.getHeaderField("X-Repo-Commit");
		String etag = Optional.ofNullable(response.getHeaderField("X-Linked-Etag")).orElse(response.getHeaderField("ETag"));
		if (commit == null || etag == null || !commit.matches("[0-9a-f]{40}")) {
			throw new IOException("the answer for " + file + " of " + repository + " has no commit or no entity tag: HF_ENDPOINT is no hub");
		}
		String bare = etag.replaceFirst("^W/", "").replace("\"", "");
		if (!bare.matches("[\\w-]{1,128}")) {
			throw new IOException("the entity tag of " + file + " is no name for a file: " + etag);
		}
		String linked = response.getHeaderField("X-Linked-Size");
		return new Head(commit, bare, linked != null ? Long.parseLong(linked) : elsewhere ? -1 : response.getContentLengthLong());
	}

	/** The bytes from a start on, or from the beginning where the server has no ranges. */
	Body body(HubRepository repository, String file, long start) throws IOException {
		HttpURLConnection response = followed(repository, file, repository.file(settings.endpoint(), file), start);
		boolean ranged = response.getResponseCode() == HttpURLConnection.HTTP_PARTIAL && startsAt(response, start);
		return new Body(response.getInputStream(), ranged ? start : 0);
	}

	private static boolean startsAt(HttpURLConnection response, long start) throws IOException {
		String range = String.valueOf(response.getHeaderField("Content-Range"));
		if (!range.startsWith("bytes " + start + "-")) {
			throw new IOException("asked for bytes from " + start + " on, got '" + range + "'");
		}
		return true;
	}

	String text(HubRepository repository, URI uri) throws IOException {
		try (InputStream stream = followed(repository, "its list of files", uri, 0).getInputStream()) {
			return new String(stream.readNBytes(MOST_TEXT_BYTES), StandardCharsets.UTF_8);
		}
	}

	private HttpURLConnection followed(HubRepository repository, String what, URI start, long from) throws IOException {
		URI uri = start;
		for (int redirect = 0; redirect <= MOST_REDIRECTS; redirect++) {
			HttpURLConnection response = answered("GET", uri, from);
			requireFound(repository, what, response);
			URI next = redirected(response, uri);
			if (next == null) {
				return response;
			}
			uri = next;
		}
		throw new IOException("more than " + MOST_REDIRECTS + " redirects");
	}

	private static URI redirected(HttpURLConnection response, URI uri) throws IOException {
		String location = response.getHeaderField("Location");
		return response.getResponseCode() / 100 == 3 && location != null ? uri.resolve(location) : null;
	}

	/** An answer that is not a passing trouble of the server: those are asked again a few times. */
	private HttpURLConnection answered(String method, URI uri, long from) throws IOException {
		for (int attempt = 1;; attempt++) {
			HttpURLConnection response = request(method, uri, from);
			int status = response.getResponseCode();
			boolean passing = status == 429 || status >= 500;
			if (!passing) {
				return response;
			}
			if (attempt == ATTEMPTS) {
				throw new IOException("the server answered " + status + " " + attempt + " times");
			}
			pause(attempt);
		}
	}

	private HttpURLConnection request(String method, URI uri, long from) throws IOException {
		if (!uri.getScheme().matches("https?")) {
			throw new IOException("redirected to " + uri.getScheme() + ", need http or https");
		}
		HttpURLConnection request = (HttpURLConnection) uri.toURL().openConnection();
		request.setRequestMethod(method);
		request.setInstanceFollowRedirects(false);
		request.setConnectTimeout(timeoutMillis);
		request.setReadTimeout(timeoutMillis);
		request.setRequestProperty("User-Agent", "peftboard");
		request.setRequestProperty("Accept-Encoding", "identity");
		if (from > 0) {
			request.setRequestProperty("Range", "bytes=" + from + "-");
		}
		if (sameHost(uri, settings.endpoint())) {
			settings.token().ifPresent(token -> request.setRequestProperty("Authorization", "Bearer " + token));
		}
		return request;
	}

	private static boolean sameHost(URI one, URI other) {
		return one.getScheme().equals(other.getScheme()) && one.getHost().equalsIgnoreCase(other.getHost()) && one.getPort() == other.getPort();
	}

	private void requireFound(HubRepository repository, String what, HttpURLConnection response) throws IOException {
		int status = response.getResponseCode();
		String code = String.valueOf(response.getHeaderField("X-Error-Code"));
		String found = what + " (status " + status + (code.equals("null") ? "" : ", " + code) + ")";
		if (status == 401 || status == 403) {
			throw new Problem.Refused(repository.toString(), found, (settings.token().isPresent() ? "a token in HF_TOKEN that may read it"
					: "a token in HF_TOKEN") + ": accept its terms at " + repository.page(settings.endpoint()) + ", or check the repository's name");
		}
		if (status == 404) {
			String need = code.equals("RevisionNotFound") ? "a revision that exists; look at " : "a repository, revision and file that exist; look at ";
			throw new Problem.Refused(repository.toString(), found, need + repository.page(settings.endpoint()));
		}
		if (status >= 400) {
			throw new Problem.Refused(repository.toString(), found, "an answer of 200; look at " + repository.page(settings.endpoint()));
		}
	}

	void pause(int attempt) throws IOException {
		try {
			Thread.sleep(pauseMillis << attempt);
		}
		catch (InterruptedException exception) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted");
		}
	}

}
