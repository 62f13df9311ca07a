package org.peftboard.result;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What all marks of a result come to.
 *
 * @param state  by the newest mark that decides it
 * @param by     who made that mark; absent where nobody did
 * @param reason given with it; of a re-run the public id of the original
 * @param at     when
 * @param flags  how many were raised since a reviewer looked last
 */
public record Review(State state, @Nullable String by, String reason, @Nullable Instant at, int flags) {

	/** Nobody said anything. */
	public static final Review FRESH = new Review(State.FRESH, null, "", null, 0);

	/** How a result stands. */
	public enum State {

		/** nobody has looked at it */
		FRESH,
		/** out of the ranking until a reviewer says otherwise */
		SUSPECT,
		/** a reviewer stands for it */
		VERIFIED,
		/** a reviewer looked at it and found nothing to object to */
		DISMISSED,
		/** it repeats another result, and has no place of its own */
		RERUN

	}

	/** What these marks, oldest first, come to. */
	static Review of(List<Mark> marks) {
		Review review = FRESH;
		for (Mark mark : marks) {
			review = review.after(mark);
		}
		return review;
	}

	private Review after(Mark mark) {
		return switch (mark.kind()) {
			case SUSPECT -> new Review(State.SUSPECT, mark.by(), mark.reason(), mark.at(), flags);
			case FLAG -> new Review(state, by, reason, at, flags + 1);
			case VERIFY -> new Review(state == State.RERUN ? state : State.VERIFIED, mark.by(), state == State.RERUN ? reason : mark.reason(), mark.at(), 0);
			case DISMISS -> state == State.VERIFIED || state == State.RERUN ? new Review(state, by, reason, at, 0)
					: new Review(State.DISMISSED, mark.by(), mark.reason(), mark.at(), 0);
			case NOTE -> this;
			case RERUN -> new Review(State.RERUN, mark.by(), mark.reason(), mark.at(), flags);
		};
	}

	/** Whether it waits outside the ranking. */
	public boolean held() {
		return state == State.SUSPECT;
	}

	/** Whether it has no row of its own. */
	public boolean rerun() {
		return state == State.RERUN;
	}

	public boolean verified() {
		return state == State.VERIFIED;
	}

	public boolean flagged() {
		return flags > 0;
	}

	/** In words, for exports and the API; absent where nothing was said. */
	public @Nullable String words() {
		String text = switch (state) {
			case FRESH, DISMISSED -> "";
			case SUSPECT -> "suspect: " + reason;
			case VERIFIED -> "verified by " + by;
			case RERUN -> "re-run of " + reason;
		};
		String flagged = flagged() ? "flagged" : "";
		return text.isEmpty() && flagged.isEmpty() ? null : text.isEmpty() ? flagged : flagged.isEmpty() ? text : text + "; " + flagged;
	}

}
