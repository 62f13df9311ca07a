package org.peftboard.audit;

import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for; an empty text asks for all.
 *
 * @param actor   name, whole
 * @param action  how it begins ("review." for everything of that room)
 * @param subject whole
 * @param from    first day, ISO 8601, in UTC
 * @param until   last day, ISO 8601, in UTC
 */
public record AuditFilter(String actor, String action, String subject, String from, String until) {

	public static final AuditFilter ALL = new AuditFilter("", "", "", "", "");

	public AuditFilter {
		actor = text(actor);
		action = text(action);
		subject = text(subject);
		from = text(from);
		until = text(until);
	}

	/** What an address does not name asks for all. */
	private static String text(@Nullable String given) {
		return given == null ? "" : given.strip();
	}

}
