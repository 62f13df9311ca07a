package org.peftboard.admin;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.Tables;
import org.peftboard.account.Accounts;
import org.peftboard.account.Directory;
import org.peftboard.account.Registered;
import org.peftboard.account.Role;
import org.peftboard.account.SignedIn;
import org.peftboard.audit.Audit;
import org.peftboard.audit.AuditFilter;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

/** What administrators do with accounts, on every database. */
abstract class UserPagesContract {

	@Autowired
	private MockMvcTester site;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Accounts accounts;

	@Autowired
	private Directory directory;

	@Autowired
	private Audit audit;

	@Autowired
	private PasswordEncoder passwords;

	private SignedIn admin;

	private SignedIn ada;

	@BeforeEach
	void people() {
		Tables.empty(jdbc);
		admin = Registered.person(accounts, "operator", Role.ADMINISTRATOR, jdbc);
		ada = Registered.person(accounts, "ada");
	}

	@AfterEach
	void onlyTheFirstAdministratorStays() {
		jdbc.sql("delete from spring_session").update();
		jdbc.sql("delete from notices").update();
		jdbc.sql("delete from accounts where name_key in ('operator', 'second', 'ada')").update();
		jdbc.sql("update accounts set disabled_at = null").update();
	}

	private MvcTestResult get(SignedIn person, String path) {
		return site.get().uri(path).with(user(person)).exchange();
	}

	private MvcTestResult post(SignedIn person, long id, String action, String role) {
		return site.post().uri("/admin/users/" + id + "/" + action).with(csrf()).with(user(person)).param("role", role).exchange();
	}

	private static String body(MvcTestResult answer) throws Exception {
		return answer.getResponse().getContentAsString();
	}

	@Test
	void listsAndFindsPeople() throws Exception {
		assertThat(body(get(admin, "/admin/users"))).contains(">ada<", ">operator<");
		assertThat(body(get(admin, "/admin/users?name=AD"))).contains(">ada<").doesNotContain("/admin/users/" + admin.id() + "\"");
		assertThat(body(get(admin, "/admin/users?name=%25"))).as("a sign is a sign").contains("No account of this name");
		assertThat(get(admin, "/admin/users/999999")).hasStatus(404);
		assertThat(get(admin, "/admin/users?page=-5")).hasStatusOk();
	}

	@Test
	void changesARoleAndRecordsIt() {
		assertThat(post(admin, ada.id(), "role", "reviewer")).hasStatus(302);
		assertThat(accounts.loadUserByUsername("ada").role()).isEqualTo(Role.REVIEWER);
		assertThat(audit.before(Long.MAX_VALUE, AuditFilter.ALL, 1)).first().satisfies(entry -> {
			assertThat(entry.action()).isEqualTo("admin.role");
			assertThat(entry.actorId()).isEqualTo(admin.id());
			assertThat(entry.subject()).isEqualTo("account " + ada.id() + " (ada)");
			assertThat(entry.details()).isEqualTo("{\"role\":\"reviewer\"}");
		});
		assertThat(post(admin, ada.id(), "role", "emperor")).hasStatus(422);
	}

	@Test
	void aClosedAccountLetsNobodyInUntilItIsOpenedAgain() {
		assertThat(post(admin, ada.id(), "close", "")).hasStatus(302);
		assertThatThrownBy(() -> accounts.loadUserByUsername("ada")).isInstanceOf(UsernameNotFoundException.class);
		assertThat(accounts.find(ada.id())).as("for tokens and letters").isEmpty();
		assertThat(post(admin, ada.id(), "open", "")).hasStatus(302);
		assertThat(accounts.loadUserByUsername("ada").id()).isEqualTo(ada.id());
	}

	@Test
	void aOneTimePasswordIsShownOnceAndHasToBeReplaced() throws Exception {
		MvcTestResult answer = post(admin, ada.id(), "reset", "");
		String password = body(answer).replaceAll("(?s).*class=\"hash\">([a-z2-9]{24})<.*", "$1");
		assertThat(password).hasSize(24);
		assertThat(answer.getResponse().getHeader("Cache-Control")).contains("no-store");
		SignedIn now = accounts.loadUserByUsername("ada");
		assertThat(passwords.matches(password, now.getPassword())).isTrue();
		assertThat(passwords.matches(Registered.PASSWORD, now.getPassword())).isFalse();
		assertThat(now.mustChangePassword()).isTrue();
		assertThat(audit.before(Long.MAX_VALUE, AuditFilter.ALL, 1).get(0).details()).doesNotContain(password);
	}

	@Test
	void removesALostSecondFactorRecordsItAndTellsItsOwner() {
		assertThat(post(admin, ada.id(), "second-factor", "")).as("there is none").hasStatus(422);
		jdbc.sql("update accounts set second_factor = 'JBSWY3DPEHPK3PXP' where id = ?").param(ada.id()).update();
		jdbc.sql("insert into recovery_codes (account_id, code_hash) values (?, 'x')").param(ada.id()).update();
		assertThat(post(admin, ada.id(), "second-factor", "")).hasStatus(302);
		assertThat(directory.find(ada.id()).orElseThrow().secondFactor()).isFalse();
		assertThat(jdbc.sql("select count(*) from recovery_codes").query(Integer.class).single()).isZero();
		assertThat(audit.before(Long.MAX_VALUE, AuditFilter.ALL, 1).get(0).action()).isEqualTo("admin.remove-second-factor");
		assertThat(jdbc.sql("select text from notices where account_id = ?").param(ada.id())
				.query(String.class).single()).startsWith("An administrator removed your second factor");
	}

	@Test
	void nobodyChangesTheirOwnAccountOrTheSites() {
		for (String action : List.of("role", "close", "open", "reset", "second-factor")) {
			assertThat(post(admin, admin.id(), action, "researcher")).as(action).hasStatus(422);
			assertThat(post(admin, accounts.siteAccount("reference runs"), action, "administrator")).as(action).hasStatus(422);
		}
		assertThat(accounts.loadUserByUsername("operator").role()).isEqualTo(Role.ADMINISTRATOR);
	}

	@ParameterizedTest
	@ValueSource(strings = { "role", "close", "open", "reset", "second-factor" })
	void isForAdministratorsOnlyAndOnlyWithTheirToken(String action) {
		SignedIn grace = Registered.person(accounts, "grace", Role.REVIEWER, jdbc);
		assertThat(post(ada, ada.id(), action, "administrator")).hasStatus(403);
		assertThat(post(grace, grace.id(), action, "administrator")).hasStatus(403);
		assertThat(site.post().uri("/admin/users/" + ada.id() + "/" + action).with(csrf())).hasRedirectedUrl("/login");
		assertThat(site.post().uri("/admin/users/" + ada.id() + "/" + action).with(user(admin)).param("role", "administrator")).hasStatus(403);
		assertThat(accounts.loadUserByUsername("ada").role()).isEqualTo(Role.RESEARCHER);
		assertThat(accounts.loadUserByUsername("ada").mustChangePassword()).isFalse();
	}

	@Test
	void theLastAdministratorStaysEvenWhereTwoRemoveEachOther() throws Exception {
		jdbc.sql("update accounts set disabled_at = current_timestamp where role = 'ADMINISTRATOR' and name_key <> 'operator'").update();
		assertThatThrownBy(() -> directory.changeRole(admin.id(), Role.REVIEWER)).isInstanceOf(Problem.Refused.class).hasMessageContaining("this is the last one");
		assertThatThrownBy(() -> directory.disable(admin.id())).isInstanceOf(Problem.Refused.class);
		SignedIn second = Registered.person(accounts, "second", Role.ADMINISTRATOR, jdbc);
		CyclicBarrier together = new CyclicBarrier(2);
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			List<Future<Boolean>> answers = threads.invokeAll(List.of(removing(admin.id(), together), removing(second.id(), together)));
			int removed = 0;
			for (Future<Boolean> answer : answers) {
				removed += answer.get() ? 1 : 0;
			}
			assertThat(removed).isEqualTo(1);
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(jdbc.sql("select count(*) from accounts where role = 'ADMINISTRATOR' and disabled_at is null").query(Integer.class).single()).isEqualTo(1);
	}

	private Callable<Boolean> removing(long id, CyclicBarrier together) {
		return () -> {
			together.await();
			try {
				directory.changeRole(id, Role.RESEARCHER);
				return true;
			}
			catch (Problem.Refused lastOne) {
				return false;
			}
		};
	}

}
