package org.peftboard.notice;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.SignedIn;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@AutoConfigureMockMvc
@TestPropertySource(properties = "peftboard.webhooks.allowed-hosts=hooks.invalid")
class NoticesTest {

	private final MockMvcTester site;

	private final PersonalNotices notices;

	private final Webhooks webhooks;

	private final Accounts accounts;

	private final JdbcClient jdbc;

	private SignedIn ada;

	private SignedIn eve;

	NoticesTest(MockMvcTester site, PersonalNotices notices, Webhooks webhooks, Accounts accounts, JdbcClient jdbc) {
		this.site = site;
		this.notices = notices;
		this.webhooks = webhooks;
		this.accounts = accounts;
		this.jdbc = jdbc;
	}

	@BeforeEach
	void register() {
		webhooks.stop();
		Tables.empty(jdbc);
		ada = Registered.person(accounts, "ada");
		eve = Registered.person(accounts, "eve");
	}

	private String page(String path, SignedIn person) throws Exception {
		return site.get().uri(path).with(user(person)).exchange().getResponse().getContentAsString();
	}

	private MvcTestResult post(String path, SignedIn person, Map<String, String> fields) {
		var request = site.post().uri(path).with(csrf()).with(user(person));
		for (Map.Entry<String, String> field : fields.entrySet()) {
			request = request.param(field.getKey(), field.getValue());
		}
		return request.exchange();
	}

	@Test
	void countsWhatIsUnreadOnEveryPageAndShowsItToItsOwnerAlone() throws Exception {
		notices.tell(ada.id(), "submission.published", "/submissions/1", "notice.published", "<b>LoRA</b>");
		assertThat(page("/notices", ada)).contains("“&lt;b&gt;LoRA&lt;/b&gt;” was measured.", "aria-label=\"1 unread\"");
		assertThat(page("/about/scoring", ada)).contains("aria-label=\"1 unread\"");
		assertThat(page("/notices", eve)).contains("Nothing yet").doesNotContain("unread\"");
		assertThat(post("/notices/read", ada, Map.of())).hasRedirectedUrl("/notices");
		assertThat(page("/notices", ada)).doesNotContain("unread\"");
		assertThat(site.get().uri("/notices")).hasRedirectedUrl("/login");
		assertThat(site.post().uri("/notices/read").with(user(ada))).hasStatus(403);
	}

	@Test
	void isWrittenInTheLanguageThatItsReaderChose() throws Exception {
		assertThat(site.get().uri("/language/de").with(user(ada))).hasRedirectedUrl("/");

		notices.tell(ada.id(), "submission.published", "/submissions/1", "notice.published", "LoRA");
		notices.tell(eve.id(), "submission.published", "/submissions/2", "notice.published", "LoRA");

		assertThat(page("/notices", ada)).contains("<a lang=\"de\" href=\"/submissions/1\">„LoRA“ wurde gemessen.");
		assertThat(page("/notices", eve)).contains("“LoRA” was measured.");
	}

	@Test
	void addsAWebhookShowsItsSecretOnceAndRemovesItForItsOwnerAlone() throws Exception {
		MvcTestResult added = post("/notices/webhooks", ada, Map.of("url", "https://hooks.invalid/x"));
		assertThat((String) added.getMvcResult().getFlashMap().get("secret")).hasSize(64);
		assertThat(page("/notices", ada)).contains("https://hooks.invalid/x").doesNotContain((String) added.getMvcResult().getFlashMap().get("secret"));
		long id = webhooks.of(ada.id()).get(0).id();
		assertThat(post("/notices/webhooks/" + id + "/remove", eve, Map.of())).hasStatus(404);
		assertThat(post("/notices/webhooks/" + id + "/remove", ada, Map.of())).hasRedirectedUrl("/notices");
		assertThat(webhooks.of(ada.id())).isEmpty();
	}

	@Test
	void refusesAWebhookToAHostThatIsNotOnTheList() {
		MvcTestResult refused = post("/notices/webhooks", ada, Map.of("url", "https://169.254.169.254/latest/meta-data/"));
		assertThat((String) refused.getMvcResult().getFlashMap().get("problem")).contains("url: got");
		assertThat(webhooks.of(ada.id())).isEmpty();
	}

	@Test
	void triesAgainLaterWhatDidNotArriveAndGivesUpAtLast() {
		webhooks.add(ada.id(), "https://hooks.invalid/x");
		notices.tell(ada.id(), "submission.published", "/submissions/1", "notice.published", "LoRA");
		for (int attempt = 1; attempt <= Webhooks.MOST_ATTEMPTS; attempt++) {
			assertThat(webhooks.sendDue()).isEqualTo(1);
			assertThat(webhooks.sendDue()).as("not before its pause is over").isZero();
			jdbc.sql("update webhook_deliveries set next_at = current_timestamp where next_at is not null").update();
		}
		assertThat(webhooks.sendDue()).isZero();
		assertThat(webhooks.of(ada.id()).get(0).last()).contains("its name is not known", "given up after 8 attempts");
	}

	@Test
	void forgetsWhatWasSentAMonthAgo() {
		webhooks.add(ada.id(), "https://hooks.invalid/x");
		for (String state : new String[] { "null, -31", "null, -29", "current_timestamp, -31" }) {
			String[] parts = state.split(", ");
			jdbc.sql("insert into webhook_deliveries (webhook_id, body, attempts, next_at, created_at) select id, '{}', 1, " + parts[0] + ", dateadd(day, " + parts[1]
					+ ", current_timestamp) from webhooks").update();
		}
		webhooks.forgetOld();
		assertThat(jdbc.sql("select count(*) from webhook_deliveries").query(Integer.class).single()).isEqualTo(2);
	}

}
