package org.peftboard.evaluator.hub;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.peftboard.evaluator.contract.Problem;

/**
 * A repository of the hub at a revision.
 *
 * @param kind     models or datasets
 * @param id       {@code organisation/name}, or a name alone
 * @param revision a commit of 40 hexadecimal digits, or a branch or tag, which may move
 */
public record HubRepository(Kind kind, String id, String revision) {

	private static final String COMMIT = "[0-9a-f]{40}";

	/** @throws Problem.Refused for an id or revision that is none */
	public HubRepository {
		requireSafe("repository", id, id.matches("[\\w.-]+(/[\\w.-]+)?"), "organisation/name of letters, digits, '-', '_' and '.'");
		requireSafe("revision", revision, revision.matches("[\\w.-]+(/[\\w.-]+)*"), "a commit of 40 digits, a branch or a tag");
	}

	/** What the hub keeps apart. */
	public enum Kind {

		MODEL("models", ""), DATASET("datasets", "datasets/");

		private final String plural;

		private final String prefix;

		Kind(String plural, String prefix) {
			this.plural = plural;
			this.prefix = prefix;
		}

	}

	private static void requireSafe(String field, String value, boolean matches, String need) {
		if (!matches || value.contains("..")) {
			throw new Problem.Refused(field, "'" + value + "'", need);
		}
	}

	/** whether the revision is a commit, which never changes */
	public boolean isPinned() {
		return revision.matches(COMMIT);
	}

	/** the same at another revision */
	HubRepository at(String another) {
		return new HubRepository(kind, id, another);
	}

	/** the cache's folder for it: {@code datasets--org--name} */
	String folder() {
		return kind.plural + "--" + id.replace("/", "--");
	}

	/** where a file of it is downloaded */
	URI file(URI endpoint, String file) {
		return URI.create(endpoint + "/" + kind.prefix + id + "/resolve/" + quoted(revision) + "/" + path(file));
	}

	/** where its files are listed */
	URI listing(URI endpoint) {
		return URI.create(endpoint + "/api/" + kind.plural + "/" + id + "/revision/" + quoted(revision));
	}

	/** where a person reads about it, and accepts its terms */
	String page(URI endpoint) {
		return endpoint + "/" + kind.prefix + id;
	}

	/** {@code dataset org/name at main} */
	@Override
	public String toString() {
		return kind.name().toLowerCase() + " " + id + " at " + revision;
	}

	private static String path(String file) {
		return Arrays.stream(file.split("/")).map(HubRepository::quoted).collect(Collectors.joining("/"));
	}

	private static String quoted(String part) {
		return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
	}

}
