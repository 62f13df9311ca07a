package org.peftboard.notice;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import org.peftboard.account.Letters;
import org.peftboard.account.PersonalWords;
import org.peftboard.language.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Service;

/**
 * Letters about notices, sent by whichever server has a mail server: what workers did, who have none, is written about as well, and a server that ends, or a mail
 * server that is down for a while, loses none. What could not be sent for {@value #DAYS} days is old news, and is not sent.
 */
@Service
class NoticeLetters extends Outbox {

	private static final Logger log = LoggerFactory.getLogger(NoticeLetters.class);

	static final int DAYS = 3;

	private final JdbcClient jdbc;

	private final Letters letters;

	private final PersonalNotices notices;

	private final PersonalWords personalWords;

	NoticeLetters(JdbcClient jdbc, Letters letters, PersonalNotices notices, PersonalWords personalWords, Clock clock) {
		super("letters", clock);
		this.jdbc = jdbc;
		this.letters = letters;
		this.notices = notices;
		this.personalWords = personalWords;
	}

	private record Due(long id, long accountId, String text, String href, int attempts) {
	}

	@Override
	boolean possible() {
		return letters.possible();
	}

	/** All go to the same mail server: if it does not take one, the others wait as well. */
	@Override
	boolean sendNext() {
		Optional<Due> due = next();
		return due.isPresent() && (!taken(due.get()) || sent(due.get()));
	}

	private Optional<Due> next() {
		return jdbc.sql("select id, account_id, text, href, letter_attempts from notices where letter_next_at <= ? and created_at >= ? order by letter_next_at, id limit 1")
			.params(now(), before(Duration.ofDays(DAYS)))
			.query((row, number) -> new Due(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getInt(5)))
			.optional();
	}

	private boolean taken(Due due) {
		return jdbc.sql("update notices set letter_attempts = letter_attempts + 1, letter_next_at = ? where id = ? and letter_attempts = ? and letter_next_at is not null")
			.param(nextTry(due.attempts))
			.param(due.id)
			.param(due.attempts)
			.update() > 0;
	}

	private boolean sent(Due due) {
		try {
			if (notices.wantsLetters(due.accountId)) {
				write(due);
			}
			jdbc.sql("update notices set letter_next_at = null where id = ?").param(due.id).update();
			return true;
		}
		catch (MailException notNow) {
			log.warn("A letter was not sent (attempt {} of {}): {}", due.attempts + 1, MOST_ATTEMPTS, notNow.getMessage());
			return false;
		}
	}

	private void write(Due due) {
		Words words = personalWords.of(due.accountId);
		letters.deliver(due.accountId, words.say("letter.subject", due.text),
				due.text + "\n\n" + letters.link(due.href) + "\n\n" + words.say("letter.end", letters.link("/notices")) + "\n");
	}

	@Override
	void forgetOld() {
		jdbc.sql("update notices set letter_next_at = null where letter_next_at is not null and created_at < ?").param(before(Duration.ofDays(DAYS))).update();
	}

}
