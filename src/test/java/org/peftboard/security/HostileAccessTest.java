package org.peftboard.security;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.peftboard.Visitor;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.Role;
import org.peftboard.account.SignedIn;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

/** Requests of people who may not: read from the list of all addresses of the site, so that a new one is tested the day it is written. */
@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@AutoConfigureMockMvc
class HostileAccessTest {

	private static final List<String> OF_OPERATORS = List.of("/admin", "/review");

	private static final List<String> OF_PEOPLE = List.of("/account", "/submit");

	private final MockMvcTester site;

	private final JdbcClient jdbc;

	private final Accounts accounts;

	private final RequestMappingHandlerMapping addresses;

	private SignedIn eve;

	HostileAccessTest(MockMvcTester site, JdbcClient jdbc, Accounts accounts, RequestMappingHandlerMapping requestMappingHandlerMapping) {
		this.site = site;
		this.jdbc = jdbc;
		this.accounts = accounts;
		this.addresses = requestMappingHandlerMapping;
	}

	@BeforeEach
	void register() {
		Tables.empty(jdbc);
		eve = Registered.person(accounts, "eve");
	}

	private record Address(HttpMethod method, String path) {

		/** Under this folder, or it itself. */
		boolean under(List<String> folders) {
			return folders.stream().anyMatch(folder -> path.equals(folder) || path.startsWith(folder + "/"));
		}

		boolean changes() {
			return method != HttpMethod.GET && method != HttpMethod.HEAD;
		}

	}

	private Stream<Address> all(Predicate<Address> wanted) {
		return addresses.getHandlerMethods().keySet().stream().flatMap(HostileAccessTest::of).filter(wanted).distinct();
	}

	private static Stream<Address> of(RequestMappingInfo mapping) {
		return mapping.getPatternValues().stream().flatMap(pattern -> mapping.getMethodsCondition().getMethods().stream()
			.map(method -> new Address(method.asHttpMethod(), pattern.replaceAll("\\{[^}]*}", "1").replace("**", "x"))));
	}

	private MvcTestResult ask(Address address, SignedIn person, boolean withFormToken) {
		var request = site.method(address.method).uri(address.path);
		if (person != null) {
			request.with(user(person));
		}
		if (withFormToken) {
			request.with(csrf());
		}
		return request.exchange();
	}

	@TestFactory
	Stream<DynamicTest> everyFormIsRefusedWithoutItsTokenEvenToAnAdministrator() {
		SignedIn root = Registered.person(accounts, "root", Role.ADMINISTRATOR, jdbc);
		Stream<Address> filters = Stream.of("/login", "/logout").map(path -> new Address(HttpMethod.POST, path));
		return Stream.concat(filters, all(address -> address.changes() && !address.under(List.of("/api/v1", "/error"))))
			.map(address -> dynamicTest("CSRF " + address.method + " " + address.path, () -> assertThat(ask(address, root, false)).hasStatus(403)));
	}

	@TestFactory
	Stream<DynamicTest> everyAddressOfTheApiThatChangesSomethingWantsATokenAndNoCookie() {
		return Stream.concat(Stream.of(new Address(HttpMethod.POST, "/api/v1/submissions")), all(address -> address.changes() && address.under(List.of("/api/v1")))).distinct()
			.map(address -> dynamicTest("no token " + address.method + " " + address.path, () -> {
				Visitor signedIn = new Visitor(site);
				signedIn.post("/login", "name", "eve", "password", Registered.PASSWORD);
				assertThat(signedIn.post(address.path)).hasStatus(401);
			}));
	}

	/** Asking for the headers alone wants the same token. */
	@TestFactory
	Stream<DynamicTest> headersOfSubmissionsAreForWhoMayReadThem() {
		return all(address -> !address.changes() && (address.under(List.of("/api/v1/submissions")) || address.under(List.of("/api/v1/review"))))
			.flatMap(address -> Stream.of(HttpMethod.GET, HttpMethod.HEAD).map(method -> new Address(method, address.path)))
			.distinct()
			.map(address -> dynamicTest("no token " + address.method + " " + address.path,
					() -> assertThat(ask(address, null, false).getResponse().getStatus()).as(address.method + " " + address.path).isEqualTo(401)));
	}

	@TestFactory
	Stream<DynamicTest> strangersAreSentToSignIn() {
		return all(address -> address.under(OF_PEOPLE) || address.under(OF_OPERATORS))
			.map(address -> dynamicTest("stranger " + address.method + " " + address.path, () -> assertThat(ask(address, null, true)).hasRedirectedUrl("/login")));
	}

	@TestFactory
	Stream<DynamicTest> researchersAreRefusedWhatOperatorsDo() {
		return all(address -> address.under(OF_OPERATORS))
			.map(address -> dynamicTest("researcher " + address.method + " " + address.path, () -> assertThat(ask(address, eve, true)).hasStatus(403)));
	}

	@TestFactory
	Stream<DynamicTest> actuatorsAreForAdministratorsButForHealth() {
		return Stream.of("env", "heapdump", "threaddump", "loggers", "mappings", "beans", "configprops", "metrics", "prometheus", "shutdown")
			.map(name -> dynamicTest("actuator " + name, () -> assertThat(site.get().uri("/actuator/" + name).with(user(eve))).hasStatus(403)));
	}

	private long submissionOf(SignedIn person) {
		jdbc.sql("insert into submissions (submitter_id, submitter, board_id, title, method_id, request_json, configuration_key, status, attempt, platform_faults, priority, created_at) "
				+ "values (?, ?, 'mini', 'secret plan', 'lora', '{}', 'key', 'CANCELLED', 0, 0, 0, current_timestamp)")
			.params(person.id(), person.name()).update();
		return jdbc.sql("select max(id) from submissions").query(Long.class).single();
	}

	/** Every address under a submission's, whatever it does, is not found by somebody else, as one that does not exist. */
	@TestFactory
	Stream<DynamicTest> anotherPersonsSubmissionIsNotFound() {
		return all(address -> address.path.startsWith("/submissions/1")).map(address -> dynamicTest("IDOR " + address.method + " " + address.path, () -> {
			Tables.empty(jdbc);
			SignedIn ada = Registered.person(accounts, "ada");
			SignedIn thief = Registered.person(accounts, "mallory");
			long id = submissionOf(ada);
			MvcTestResult theirs = ask(new Address(address.method, address.path.replaceFirst("/1", "/" + id)), thief, true);
			MvcTestResult none = ask(new Address(address.method, address.path.replaceFirst("/1", "/" + (id + 1000))), thief, true);
			assertThat(theirs.getResponse().getStatus()).as("theirs, and one that is not there").isEqualTo(none.getResponse().getStatus()).isGreaterThanOrEqualTo(400)
				.isLessThan(500);
			assertThat(Visitor.body(theirs)).doesNotContain("secret plan");
			assertThat(jdbc.sql("select title || status from submissions where id = ?").param(id).query(String.class).single()).isEqualTo("secret planCANCELLED");
		}));
	}

	/** The same by program, with a token for everything. */
	@TestFactory
	Stream<DynamicTest> anotherPersonsSubmissionIsNotFoundByProgram() {
		return all(address -> address.path.startsWith("/api/v1/submissions/1")).map(address -> dynamicTest("IDOR " + address.method + " " + address.path, () -> {
			Tables.empty(jdbc);
			long id = submissionOf(Registered.person(accounts, "ada"));
			SignedIn thief = Registered.person(accounts, "mallory");
			MvcTestResult theirs = byProgram(new Address(address.method, address.path.replace("submissions/1", "submissions/" + id)), thief);
			assertThat(theirs).hasStatus(404);
			assertThat(Visitor.body(theirs)).doesNotContain("secret plan");
			assertThat(jdbc.sql("select status from submissions where id = ?").param(id).query(String.class).single()).isEqualTo("CANCELLED");
		}));
	}

	private MvcTestResult byProgram(Address address, SignedIn person) {
		List<SimpleGrantedAuthority> scopes = Stream.of("SCOPE_read", "SCOPE_submit").map(SimpleGrantedAuthority::new).toList();
		return site.method(address.method).uri(address.path).contentType(MediaType.APPLICATION_JSON).content("{}")
			.with(authentication(UsernamePasswordAuthenticationToken.authenticated(person, null, scopes))).exchange();
	}

	/** What else an address names by number. Tokens and sessions: {@code SecurityPagesTest}. */
	@ParameterizedTest(name = "IDOR {0} {1}")
	@CsvSource({ "GET, /searches/{search}", "POST, /notices/webhooks/{webhook}/remove", "GET, /shared/{submission}" })
	void whatIsAnotherPersonsIsNotFound(String method, String path) {
		SignedIn ada = Registered.person(accounts, "ada");
		jdbc.sql("insert into searches (submitter_id, title, space_json, tried, created_at) values (?, 'secret search', '{}', 1, current_timestamp)")
				.param(ada.id()).update();
		jdbc.sql("insert into webhooks (account_id, url, secret, created_at) values (?, 'https://hooks.invalid/x', 's', current_timestamp)").param(ada.id()).update();
		String real = path.replace("{search}", newest("searches")).replace("{webhook}", newest("webhooks")).replace("{submission}",
				String.valueOf(submissionOf(ada)));
		MvcTestResult theirs = ask(new Address(HttpMethod.valueOf(method), real), eve, true);
		assertThat(theirs).hasStatus(404);
		assertThat(Visitor.body(theirs)).doesNotContain("secret");
		assertThat(jdbc.sql("select count(*) from webhooks").query(Integer.class).single()).isEqualTo(1);
	}

	private String newest(String table) {
		return String.valueOf(jdbc.sql("select max(id) from " + table).query(Long.class).single());
	}

	@Test
	void aStrangersFilesAreRefusedBeforeTheyAreRead() {
		byte[] large = new byte[(1 << 20) + 1];
		assertThat(site.post().uri("/submit").contentType("multipart/form-data; boundary=x").header("Content-Length", large.length).content(large)).hasStatus(413);
		assertThat(site.post().uri("/login").contentType("Multipart/Form-Data; boundary=x").content(large)).hasStatus(413);
		assertThat(site.post().uri("/submit").contentType("multipart/form-data; boundary=x")
				.content(large).with(user(eve))).as("no token of the form").hasStatus(403);
	}

	@ParameterizedTest(name = "token {0}")
	@CsvSource(delimiter = '|', textBlock = """
			empty                 | ''
			nothing behind it     | 'Bearer '
			a word                | 'Bearer token'
			prefix alone          | 'Bearer peft_'
			well-formed, unknown  | 'Bearer peft_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
			one letter too long   | 'Bearer peft_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
			SQL                   | 'Bearer peft_'' or ''1''=''1'
			wild cards            | 'Bearer peft_%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%'
			two of them           | 'Bearer peft_A, Bearer peft_B'
			password              | 'Basic YWRtaW46YWRtaW4='
			null                  | 'Bearer null'
			another scheme        | 'Digest username="admin"'
			a JWT without key     | 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.'
			""")
	void aWrongTokenOpensNothingNotEvenWhatIsOpen(String name, String header) {
		assertThat(site.get().uri("/api/v1/boards").header("Authorization", header)).hasStatus(401).hasContentType("application/problem+json");
		assertThat(site.post().uri("/api/v1/submissions").header("Authorization", header)).hasStatus(401);
	}

	@ParameterizedTest(name = "token in {0}")
	@CsvSource({ "access_token", "token", "authorization", "api_key" })
	void aTokenInAnAddressIsNone(String parameter) {
		assertThat(site.post().uri("/api/v1/submissions?" + parameter + "=peft_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")).hasStatus(401);
	}

	@ParameterizedTest(name = "mass assignment {0}={1}")
	@CsvSource({ "role, ADMINISTRATOR", "roles[0], ADMINISTRATOR", "authorities, ROLE_ADMINISTRATOR", "id, 1", "accountId, 1", "mustChangePassword, true",
			"passwordHash, x", "secondFactor, AAAA", "email, root@example.org", "closedAt, 2020-01-01", "class.module.classLoader, x", "account.role, ADMINISTRATOR" })
	void aFieldThatTheFormDoesNotHaveChangesNothing(String field, String value) {
		assertThat(new Visitor(site).post("/register", "name", "mallory", "password", Registered.PASSWORD, field, value)).hasStatus(302);
		var row = jdbc.sql("select * from accounts where name_key = 'mallory'").query().singleRow();
		assertThat(row).containsEntry("ROLE", "RESEARCHER").containsEntry("EMAIL", null).containsEntry("SECOND_FACTOR", null)
			.containsEntry("MUST_CHANGE_PASSWORD", false).containsEntry("CLOSED_AT", null);
		assertThat(row.get("PASSWORD_HASH").toString()).startsWith("$argon2id$");
	}

	@ParameterizedTest(name = "redirect by {0}={1}")
	@CsvSource({ "continue, https://evil.example", "next, //evil.example", "returnTo, https://evil.example", "redirect, https://evil.example",
			"spring-security-redirect, https://evil.example", "url, javascript:alert(1)", "target, \\\\evil.example" })
	void aSignInLeadsNowhereElse(String parameter, String value) {
		MvcTestResult answer = new Visitor(site).post("/login", "name", "eve", "password", Registered.PASSWORD, parameter, value);
		assertThat(answer).hasRedirectedUrl("/");
	}

	@ParameterizedTest(name = "language from {0}")
	@CsvSource({ "https://evil.example/", "//evil.example/", "https://localhost.evil.example/", "https://localhost@evil.example/", "http://localhost//evil.example",
			"javascript:alert(1)", "http://evil.example/?localhost", "not an address" })
	void theLanguageSwitchLeadsNowhereElse(String referer) {
		assertThat(site.get().uri("/language/de").header("Referer", referer)).hasRedirectedUrl("/");
	}

}
