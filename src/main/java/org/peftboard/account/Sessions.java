package org.peftboard.account;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The open sessions of a person, on every server behind this database. */
@Component
final class Sessions {

	static final String DEVICE = "peftboard.device";

	static final String ADDRESS = "peftboard.address";

	static final String SIGNED_IN_AT = "peftboard.signedInAt";

	private static final int HANDLE = 16;

	private final FindByIndexNameSessionRepository<? extends Session> sessions;

	Sessions(FindByIndexNameSessionRepository<? extends Session> sessions) {
		this.sessions = sessions;
	}

	/**
	 * One session as its owner sees it.
	 *
	 * @param handle names it in a form; whoever sees it cannot use the session
	 */
	record Open(String handle, String device, String address, Instant since, Instant lastSeen, boolean current) {
	}

	/** @param currentId the session that asks, which is shown first */
	List<Open> of(SignedIn person, @Nullable String currentId) {
		return found(person.name()).values()
			.stream()
			.map(session -> open(session, currentId))
			.sorted(Comparator.comparing(Open::current).reversed().thenComparing(Open::lastSeen, Comparator.reverseOrder()))
			.toList();
	}

	private static Open open(Session session, @Nullable String currentId) {
		Instant since = session.getAttributeOrDefault(SIGNED_IN_AT, session.getCreationTime());
		return new Open(handle(session.getId()), session.getAttributeOrDefault(DEVICE, "unknown"), session.getAttributeOrDefault(ADDRESS, "unknown"), since,
				session.getLastAccessedTime(), session.getId().equals(currentId));
	}

	/** Ends one of this person's sessions; nobody else's is found. */
	boolean end(SignedIn person, String handle) {
		List<String> ids = found(person.name()).keySet().stream().filter(id -> handle(id).equals(handle)).toList();
		ids.forEach(sessions::deleteById);
		return !ids.isEmpty();
	}

	/** Ends all sessions of the person of this name, but for one where it is named. */
	void endAll(String name, @Nullable String exceptId) {
		found(name).keySet().stream().filter(id -> !id.equals(exceptId)).forEach(sessions::deleteById);
	}

	private Map<String, ? extends Session> found(String name) {
		return sessions.findByPrincipalName(name);
	}

	static String handle(String id) {
		return Secrets.hash(id).substring(0, HANDLE);
	}

}
