package org.peftboard.submission;

import java.time.Instant;
import java.util.List;

import jakarta.persistence.Embeddable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Who may know of a submission and its author, and when: the author's {@link Terms} as they stand now, and the link that opens it earlier. */
@Embeddable
@NullUnmarked
class Disclosure {

	/** Stands for the name of an author who is not to be known yet. */
	static final String ANONYMOUS = "Anonymous";

	private boolean anonymous;

	private Instant embargoUntil;

	/** SHA-256 of the link's secret, which is stored nowhere; absent where there is no link. */
	private String shareKey;

	protected Disclosure() {
	}

	Disclosure(Terms terms) {
		this.anonymous = terms.anonymous();
		this.embargoUntil = terms.embargoUntil();
	}

	/** The author's name may be shown. */
	void claim() {
		anonymous = false;
	}

	/** Everybody may see it. */
	void liftEmbargo() {
		embargoUntil = null;
	}

	/** Whoever has this secret may see it; earlier links are worth nothing from now on. */
	void share(String secret) {
		shareKey = keyOf(secret);
	}

	/** No link opens it any more. */
	void unshare() {
		shareKey = null;
	}

	/** Under what a link's secret is stored. */
	static String keyOf(String secret) {
		return ConfigurationKey.sha256(secret);
	}

	/** Whether one of these secrets is that of its link. */
	boolean opensWith(List<String> secrets) {
		return shareKey != null && secrets.stream().map(Disclosure::keyOf).anyMatch(shareKey::equals);
	}

	boolean shared() {
		return shareKey != null;
	}

	boolean anonymous() {
		return anonymous;
	}

	/** What everybody may read for the author's name. */
	String name(String author) {
		return anonymous ? ANONYMOUS : author;
	}

	/** The day from which everybody may see the result; absent for at once. */
	@Nullable
	Instant embargoUntil() {
		return embargoUntil;
	}

}
