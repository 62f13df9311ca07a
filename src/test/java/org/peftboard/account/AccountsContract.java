package org.peftboard.account;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peftboard.Tables;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What accounts do on every database. */
abstract class AccountsContract {

	@Autowired
	private Accounts accounts;

	@Autowired
	private FirstAdministrator firstAdministrator;

	@Autowired
	private PasswordEncoder passwords;

	@Autowired
	private JdbcClient jdbc;

	@BeforeEach
	void empty() {
		Tables.empty(jdbc);
	}

	@Test
	void registersAResearcherWhoCanBeFoundHoweverTheNameIsWritten() {
		SignedIn grace = accounts.register(" Grace Hopper ", "a moth in relay 70");
		assertThat(grace.name()).isEqualTo("Grace Hopper");
		assertThat(grace.role()).isEqualTo(Role.RESEARCHER);
		assertThat(accounts.loadUserByUsername("grace hopper").id()).isEqualTo(grace.id());
		assertThat(accounts.loadUserByUsername("grace hopper").getPassword()).startsWith("$argon2id$");
	}

	@Test
	void refusesANameThatIsTakenHoweverWritten() {
		accounts.register("barbara", "abstraction first");
		assertThatThrownBy(() -> accounts.register("BARBARA", "abstraction first")).isInstanceOf(Problem.Refused.class)
			.hasMessage("name: got 'BARBARA', need a name that nobody has; choose another, or sign in if it is yours");
	}

	@Test
	void refusesNamesOfTheSiteItself() {
		assertThatThrownBy(() -> accounts.register("Reference Runs", "let me be the site")).isInstanceOf(Problem.Refused.class);
	}

	@Test
	void saysEverythingThatIsWrongAtOnce() {
		assertThatThrownBy(() -> accounts.register("<b>", "short"))
			.isInstanceOfSatisfying(Problem.Refused.class, refused -> assertThat(refused.problems()).extracting(Problem::field)
				.containsExactly("name", "password"));
	}

	@Test
	void changesAPasswordOnlyForWhoKnowsTheOldOne() {
		SignedIn ada = accounts.register("ada", "notes on the engine");
		assertThatThrownBy(() -> accounts.changePassword(ada.id(), "wrong", "the analytical one")).isInstanceOf(Problem.Refused.class);
		accounts.changePassword(ada.id(), "notes on the engine", "the analytical one");
		assertThat(passwords.matches("the analytical one", accounts.loadUserByUsername("ada").getPassword())).isTrue();
	}

	@Test
	void makesOneAdministratorWhoseOneTimePasswordIsInAFileThatOnlyTheOwnerReads() throws Exception {
		jdbc.sql("delete from accounts").update();
		firstAdministrator.run(new DefaultApplicationArguments());
		Path file = Path.of("../target/test-data/administrator-password.txt");
		SignedIn admin = accounts.loadUserByUsername("admin");
		assertThat(admin.role()).isEqualTo(Role.ADMINISTRATOR);
		assertThat(admin.mustChangePassword()).isTrue();
		assertThat(Files.getPosixFilePermissions(file)).containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

		String password = Files.readString(file);
		firstAdministrator.run(new DefaultApplicationArguments());
		assertThat(Files.readString(file)).as("a second start leaves it alone").isEqualTo(password);
		assertThat(accounts.createFirstAdministrator("second", "another password")).isFalse();
	}

	/** As several servers do that start on an empty database at the same moment. */
	@Test
	void whatEveryStartMakesIsMadeOnceByManyAtOnce() throws Exception {
		jdbc.sql("delete from accounts").update();
		ExecutorService servers = Executors.newFixedThreadPool(SERVERS);
		try {
			for (int round = 0; round < 10; round++) {
				String site = "site " + round;
				assertThat(atOnce(servers, () -> accounts.siteAccount(site))).containsOnly(accounts.siteAccount(site));
				assertThat(atOnce(servers, () -> accounts.createFirstAdministrator("admin", "one of four"))).as("who made it").containsOnlyOnce(true);
				jdbc.sql("delete from accounts where role = 'ADMINISTRATOR'").update();
			}
		}
		finally {
			servers.shutdownNow();
		}
	}

	private static final int SERVERS = 4;

	private static <T> List<T> atOnce(ExecutorService servers, Callable<T> work) throws Exception {
		CyclicBarrier start = new CyclicBarrier(SERVERS);
		Callable<T> together = () -> {
			start.await();
			return work.call();
		};
		List<T> results = new ArrayList<>();
		for (Future<T> one : servers.invokeAll(Collections.nCopies(SERVERS, together))) {
			results.add(one.get());
		}
		return results;
	}

	@Test
	void theSiteItselfCannotSignIn() {
		long id = accounts.siteAccount("reference runs");
		assertThat(accounts.siteAccount("reference runs")).isEqualTo(id);
		assertThatThrownBy(() -> accounts.loadUserByUsername("reference runs")).isInstanceOf(UsernameNotFoundException.class);
	}

}
