package org.peftboard.notice;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.account.PersonalWords;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.language.Words;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells people what became of their own: always in the application, by letter and by webhook where they want it. */
@Service("personalNotices")
public class PersonalNotices {

	static final int SHOWN = 100;

	private static final int LONGEST_TEXT = 500;

	private final JdbcClient jdbc;

	private final PersonalWords personalWords;

	private final Clock clock;

	PersonalNotices(JdbcClient jdbc, PersonalWords personalWords, Clock clock) {
		this.jdbc = jdbc;
		this.personalWords = personalWords;
		this.clock = clock;
	}

	/** One thing that somebody was told, in the language that was theirs then. */
	public record Notice(long id, String kind, String text, String language, String href, Instant createdAt, boolean read) {
	}

	/** What a webhook gets, as JSON. */
	record Message(String kind, String text, String href, String createdAt) {
	}

	/**
	 * Tells a person something, within the caller's transaction: if that is rolled back, nobody was told.
	 *
	 * @param kind   for machines: {@code submission.published}
	 * @param href   path of the page that it is about
	 * @param key    of one sentence in {@code messages-notice.properties}, said in the person's language; the rest of a longer one is cut off
	 * @param values what the sentence names
	 */
	@Transactional
	public void tell(long accountId, String kind, String href, String key, Object... values) {
		Words words = personalWords.of(accountId);
		String text = words.say(key, values);
		String sentence = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
		OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
		jdbc.sql("insert into notices (account_id, kind, text, language, href, created_at, letter_next_at) values (?, ?, ?, ?, ?, ?, ?)")
			.param(accountId).param(kind).param(sentence).param(words.locale().getLanguage()).param(href).param(now).param(wantsLetters(accountId) ? now : null)
			.update();
		String body = Json.line(new Message(kind, sentence, href, now.toInstant().toString()));
		jdbc.sql("insert into webhook_deliveries (webhook_id, body, attempts, next_at, created_at) select id, ?, 0, ?, ? from webhooks where account_id = ?")
			.params(body, now, now, accountId)
			.update();
	}

	/** The newest, at most {@value #SHOWN}. */
	@Transactional(readOnly = true)
	public List<Notice> of(long accountId) {
		return jdbc.sql("select id, kind, text, language, href, created_at, read_at from notices where account_id = ? order by id desc limit " + SHOWN)
			.param(accountId)
			.query((row, number) -> new Notice(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5),
					row.getObject(6, OffsetDateTime.class).toInstant(), row.getObject(7, OffsetDateTime.class) != null))
			.list();
	}

	/** How many this person has not read; 0 for strangers. Called by the frame of every page. */
	@Transactional(readOnly = true)
	public int unread(@Nullable Authentication authentication) {
		if (authentication == null || !(authentication.getPrincipal() instanceof SignedIn person)) {
			return 0;
		}
		return jdbc.sql("select count(*) from notices where account_id = ? and read_at is null").param(person.id()).query(Integer.class).single();
	}

	@Transactional
	void markRead(long accountId) {
		jdbc.sql("update notices set read_at = ? where account_id = ? and read_at is null").params(clock.instant().atOffset(ZoneOffset.UTC), accountId).update();
	}

	@Transactional(readOnly = true)
	boolean wantsLetters(long accountId) {
		return jdbc.sql("select letters from notice_settings where account_id = ?").param(accountId).query(Boolean.class).optional().orElse(true);
	}

	@Transactional
	void wantLetters(long accountId, boolean wanted) {
		if (jdbc.sql("update notice_settings set letters = ? where account_id = ?").params(wanted, accountId).update() == 0) {
			jdbc.sql("insert into notice_settings (account_id, letters) values (?, ?)").params(accountId, wanted).update();
		}
	}

}
