package org.peftboard.notice;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.SignedIn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;

@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class NoticeLettersTest {

	private static final GreenMail POST_OFFICE = new GreenMail(new ServerSetup(TestSocketUtils.findAvailableTcpPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

	private final PersonalNotices notices;

	private final NoticeLetters letters;

	private final Accounts accounts;

	private final JdbcClient jdbc;

	private SignedIn ada;

	NoticeLettersTest(PersonalNotices notices, NoticeLetters letters, Accounts accounts, JdbcClient jdbc) {
		this.notices = notices;
		this.letters = letters;
		this.accounts = accounts;
		this.jdbc = jdbc;
	}

	@DynamicPropertySource
	static void configure(DynamicPropertyRegistry registry) {
		POST_OFFICE.start();
		registry.add("peftboard.address", () -> "https://board.example.org");
		registry.add("spring.mail.host", () -> "127.0.0.1");
		registry.add("spring.mail.port", () -> POST_OFFICE.getSmtp().getPort());
	}

	@AfterAll
	static void close() {
		POST_OFFICE.stop();
	}

	@BeforeEach
	void register() throws Exception {
		letters.stop();
		Tables.empty(jdbc);
		POST_OFFICE.purgeEmailFromAllMailboxes();
		ada = Registered.person(accounts, "ada");
		jdbc.sql("update accounts set email = 'ada@example.org', email_key = 'ada@example.org' where id = ?").param(ada.id()).update();
	}

	private void tell(String title) {
		notices.tell(ada.id(), "submission.published", "/submissions/1", "notice.published", title);
	}

	private void pausesAreOver() {
		jdbc.sql("update notices set letter_next_at = current_timestamp where letter_next_at is not null").update();
	}

	private long waiting() {
		return jdbc.sql("select count(*) from notices where letter_next_at is not null").query(Long.class).single();
	}

	@Test
	void goOutOnceWithTheAddressOfThePageAndHowToStopThem() throws Exception {
		tell("LoRA");
		assertThat(letters.sendDue()).isEqualTo(1);
		assertThat(letters.sendDue()).as("a second time").isZero();
		MimeMessage[] sent = POST_OFFICE.getReceivedMessages();
		assertThat(sent).hasSize(1);
		assertThat(sent[0].getAllRecipients()[0]).hasToString("ada@example.org");
		assertThat(GreenMailUtil.getBody(sent[0])).contains("was measured", "https://board.example.org/submissions/1", "https://board.example.org/notices");
	}

	@Test
	void waitWhileTheMailServerIsAwayAndGoOutAfterwards() {
		POST_OFFICE.stop();
		tell("LoRA");
		tell("IA3");
		assertThat(letters.sendDue()).as("the first is refused, the second is not tried").isZero();
		assertThat(waiting()).isEqualTo(2);
		POST_OFFICE.start();
		pausesAreOver();
		assertThat(letters.sendDue()).isEqualTo(2);
		assertThat(POST_OFFICE.getReceivedMessages()).hasSize(2);
		assertThat(waiting()).isZero();
	}

	@Test
	void areGivenUpAtLast() {
		POST_OFFICE.stop();
		tell("LoRA");
		for (int attempt = 1; attempt <= Outbox.MOST_ATTEMPTS; attempt++) {
			assertThat(waiting()).as("before attempt " + attempt).isEqualTo(1);
			letters.sendDue();
			pausesAreOver();
		}
		assertThat(waiting()).isZero();
		POST_OFFICE.start();
	}

	@Test
	void areNotSentToWhoDoesNotWantThemOrHasNoAddressOrOfOldNews() {
		tell("before she said so");
		notices.wantLetters(ada.id(), false);
		tell("after");
		letters.sendDue();
		notices.wantLetters(ada.id(), true);
		jdbc.sql("update accounts set email = null, email_key = null where id = ?").param(ada.id()).update();
		tell("without an address");
		letters.sendDue();
		jdbc.sql("update accounts set email = 'ada@example.org', email_key = 'ada@example.org' where id = ?").param(ada.id()).update();
		tell("old");
		jdbc.sql("update notices set created_at = dateadd(day, -4, created_at) where letter_next_at is not null").update();
		letters.sendDue();
		letters.forgetOld();
		assertThat(waiting()).isZero();
		assertThat(POST_OFFICE.getReceivedMessages()).isEmpty();
	}

}
