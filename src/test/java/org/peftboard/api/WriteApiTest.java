package org.peftboard.api;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.submission.IdempotentRequests;
import org.peftboard.submission.Quotas;
import org.peftboard.submission.Submissions;
import org.peftboard.submission.TestAdapters;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockPart;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;

@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@AutoConfigureMockMvc
class WriteApiTest {

	private static final String API = "/api/v1/submissions";

	private static final String LORA = """
			{"suite": "mini", "method": {"id": "lora", "settings": {"rank": 4}}}""";

	private final MockMvcTester site;

	private final JdbcClient jdbc;

	private final Accounts accounts;

	private final Submissions submissions;

	private final Quotas quotas;

	private final IdempotentRequests requests;

	private SignedIn ada;

	private SignedIn eve;

	WriteApiTest(MockMvcTester site, JdbcClient jdbc, Accounts accounts, Submissions submissions, Quotas quotas, IdempotentRequests requests) {
		this.site = site;
		this.jdbc = jdbc;
		this.accounts = accounts;
		this.submissions = submissions;
		this.quotas = quotas;
		this.requests = requests;
	}

	@BeforeEach
	void register() {
		Tables.empty(jdbc);
		ada = Registered.person(accounts, "ada");
		eve = Registered.person(accounts, "eve");
	}

	private static RequestPostProcessor token(SignedIn person, String... scopes) {
		return authentication(UsernamePasswordAuthenticationToken.authenticated(person, null, Stream.of(scopes).map(SimpleGrantedAuthority::new).toList()));
	}

	private MvcTestResult post(SignedIn person, String path, String body, String... headers) {
		var request = site.post().uri(path).with(token(person, "SCOPE_submit")).contentType(MediaType.APPLICATION_JSON).content(body);
		for (int index = 0; index < headers.length; index += 2) {
			request = request.header(headers[index], headers[index + 1]);
		}
		return request.exchange();
	}

	private static JsonNode json(MvcTestResult answer) throws Exception {
		return Json.tree("answer", answer.getResponse().getContentAsString());
	}

	@Test
	void forecastsWithoutStoringAnything() throws Exception {
		MvcTestResult answer = post(ada, API + "/check", LORA);
		assertThat(answer).hasStatusOk();
		JsonNode check = json(answer);
		assertThat(check.at("/parameters/trainableParameters").asLong()).isPositive()
			.isEqualTo(Stream.iterate(0, index -> index < check.path("trained").size(), index -> index + 1)
				.mapToLong(index -> check.at("/trained/" + index + "/parameters").asLong())
				.sum());
		assertThat(check.at("/trainingMemory/peakBytes").asLong()).isPositive();
		assertThat(check.at("/place/position").asInt()).isEqualTo(1);
		assertThat(submissions.of(ada)).isEmpty();
	}

	@Test
	void submitsOnceHoweverOftenTheSameKeyIsSent() throws Exception {
		MvcTestResult first = post(ada, API, LORA, "Idempotency-Key", "k-1");
		assertThat(first).hasStatus(201);
		MvcTestResult again = post(ada, API, LORA, "Idempotency-Key", "k-1");
		assertThat(again).hasStatus(201).hasHeader("Idempotency-Replayed", "true");
		assertThat(json(again).at("/submission/id")).isEqualTo(json(first).at("/submission/id"));
		assertThat(post(ada, API, LORA.replace("4", "8"), "Idempotency-Key", "k-1")).hasStatus(409);
		assertThat(submissions.of(ada)).hasSize(1);
		assertThat(post(eve, API, LORA.replace("4", "16"), "Idempotency-Key", "k-1")).as("another person's key is another").hasStatus(201);
	}

	/** Two configurations of one search are known again by nothing but the key. */
	@Test
	void opensASearchOnceHoweverOftenItIsSentAndWhateverBecomesOfTheServer() throws Exception {
		String search = """
				{"suite": "mini", "method": {"id": "lora", "settings": {}}, "search": {"rank": [1, 2]}}""";
		MvcTestResult first = post(ada, API, search, "Idempotency-Key", "k-3");
		assertThat(first).hasStatus(201);
		assertThat(json(post(ada, API, search, "Idempotency-Key", "k-3")).path("search")).isEqualTo(json(first).path("search"));
		assertThat(submissions.of(ada)).hasSize(2);

		assertThatThrownBy(() -> requests.once(ada.id(), "k-4", "request", keep -> {
			keep.accept("queued");
			throw new StackOverflowError("the server dies here");
		})).isInstanceOf(StackOverflowError.class);
		assertThat(requests.once(ada.id(), "k-4", "request", keep -> "queued again")).isEqualTo(new IdempotentRequests.Answer("queued", true));
	}

	@Test
	void givesAKeyBackWhereTheRequestWasRefused() {
		String wrong = LORA.replace("4", "0");
		assertThat(post(ada, API, wrong, "Idempotency-Key", "k-2")).hasStatus(422);
		assertThat(post(ada, API, LORA, "Idempotency-Key", "k-2")).hasStatus(201);
		assertThat(post(ada, API, LORA, "Idempotency-Key", "no spaces please")).hasStatus(422);
	}

	@Test
	void answersTheSameConfigurationWithWhatIsThere() throws Exception {
		post(ada, API, LORA);
		MvcTestResult again = post(ada, API, LORA);
		assertThat(again).hasStatusOk();
		assertThat(json(again).at("/submission/existing").asBoolean()).isTrue();
		JsonNode others = json(post(eve, API, LORA));
		assertThat(others.path("submission").isNull() || others.path("submission").isMissingNode()).as("somebody else's is not shown").isTrue();
	}

	@Test
	void saysEveryFieldThatIsWrongAtOnce() throws Exception {
		MvcTestResult answer = post(ada, API, """
				{"suite": "mini", "seeds": 99, "embargoUntil": "soon", "method": {"id": "lora", "settings": {"rank": 0, "alhpa": 1}}}""");
		assertThat(answer).hasStatus(422).hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
		JsonNode problems = json(answer).path("problems");
		assertThat(problems.findValuesAsString("field")).containsExactlyInAnyOrder("settings", "rank", "seeds", "embargoUntil");
		assertThat(problems.findValuesAsString("need")).anyMatch(need -> need.contains("alpha"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{|422", "[]|422", "{\"suite\": \"mini\"}|422", "{\"suite\": \"mini\", \"suite\": \"mini\", \"method\": {\"id\": \"lora\", \"settings\": {}}}|422",
			"{\"suite\": \"mini\", \"submitterId\": 1, \"method\": {\"id\": \"lora\", \"settings\": {}}}|422",
			"{\"suite\": \"mini\", \"priority\": 99, \"method\": {\"id\": \"lora\", \"settings\": {}}}|422",
			"{\"suite\": \"mini\", \"method\": {\"id\": \"lora\", \"settings\": {\"rank\": {\"$gt\": 1}}}}|422",
			"{\"suite\": \"../etc\", \"method\": {\"id\": \"lora\", \"settings\": {}}}|422" })
	void refusesWhatIsNoSubmission(String body, int status) {
		assertThat(post(ada, API, body)).hasStatus(status);
		assertThat(submissions.of(ada)).isEmpty();
	}

	@Test
	void refusesABodyAboveItsLimit() {
		assertThat(post(ada, API, LORA + " ".repeat(WriteApi.LARGEST_BYTES))).hasStatus(422);
	}

	@Test
	void saysWhenToComeBackWhereTheQuotaIsUsedUp() {
		quotas.set(ada.id(), 0);
		MvcTestResult answer = post(ada, API, LORA);
		assertThat(answer).hasStatus(429);
		assertThat(Long.parseLong(answer.getResponse().getHeader("Retry-After"))).isBetween(1L, 86_400L);
	}

	@Test
	void submitsASearchWhole() throws Exception {
		MvcTestResult answer = post(ada, API, """
				{"suite": "mini", "method": {"id": "lora", "settings": {}}, "search": {"rank": [2, 4], "alpha": [8, 16, 32]}}""");
		assertThat(answer).hasStatus(201);
		assertThat(json(answer).path("href").asString()).startsWith("/searches/");
		assertThat(submissions.of(ada)).hasSize(6);
	}

	@Test
	void cancelsAndShowsOnesOwnAlone() throws Exception {
		long id = json(post(ada, API, LORA)).at("/submission/id").asLong();
		assertThat(post(eve, API + "/" + id + "/cancel", "")).hasStatus(404);
		assertThat(post(eve, API + "/" + id + "/withdraw", "{}")).hasStatus(404);
		assertThat(site.get().uri(API + "/" + id).with(token(eve, "SCOPE_read"))).hasStatus(404);
		assertThat(post(ada, API + "/" + id + "/withdraw", "{\"reason\": \"x\"}")).as("not published").hasStatus(409);
		assertThat(json(post(ada, API + "/" + id + "/cancel", "")).path("status").asString()).isEqualTo("CANCELLED");
		assertThat(post(ada, API + "/" + id + "/cancel", "")).hasStatus(409);
		JsonNode own = json(site.get().uri(API).with(token(ada, "SCOPE_read")).exchange());
		assertThat(own.path("submissions")).hasSize(1);
		assertThat(own.at("/quota/used").asInt()).isZero();
	}

	private MvcTestResult adapter(String path, String document, byte[] weights) {
		return site.post()
			.uri(path)
			.multipart()
			.part(new MockPart("submission", document.getBytes()))
			.part(new MockPart("adapter", "a.safetensors", weights))
			.with(token(ada, "SCOPE_submit"))
			.header("Idempotency-Key", "adapter")
			.exchange();
	}

	@Test
	void takesATrainedAdapterThatFitsItsSettings() throws Exception {
		JsonNode check = json(adapter(API + "/check", LORA, TestAdapters.lora(4, 0.5f)));
		assertThat(check.at("/parameters/trainableParameters").asLong()).isEqualTo(4 * 4 * ((128 + 128) + (128 + 64)));
		assertThat(check.path("trainingMemory").isNull()).as("nothing is trained").isTrue();
		assertThat(submissions.of(ada)).isEmpty();

		MvcTestResult answer = adapter(API, LORA, TestAdapters.lora(4, 0.5f));
		assertThat(answer).hasStatus(201);
		JsonNode submission = json(answer).path("submission");
		assertThat(submission.path("title").asString()).isEqualTo("LoRA, rank 4 (uploaded adapter, not trained here)");
		assertThat(submission.path("adapter").asString()).hasSize(64);
		assertThat(submission.path("seeds")).hasSize(1);
		assertThat(adapter(API, LORA, TestAdapters.lora(4, 0.5f))).hasHeader("Idempotency-Replayed", "true");
		assertThat(adapter(API, LORA, TestAdapters.lora(4, 0.25f))).as("another file under the same key").hasStatus(409);
	}

	@Test
	void namesTheShapesOfAnAdapterThatItsSettingsDoNotSay() throws Exception {
		MvcTestResult answer = adapter(API, LORA, TestAdapters.lora(8, 0.5f));
		assertThat(answer).hasStatus(422);
		assertThat(json(answer).at("/problems/0/field").asString()).isEqualTo("adapter_model.safetensors: tensor 'model.layers.0.self_attn.q_proj.lora_A.weight'");
		assertThat(json(answer).at("/problems/0/value").asString()).isEqualTo("[8, 128]");
		assertThat(json(answer).at("/problems/0/need").asString()).startsWith("[4, 128]");
		assertThat(submissions.of(ada)).isEmpty();
	}

	/** What would be gigabytes once unpacked is looked at as the bytes that came. */
	@Test
	void unpacksNoBody() throws Exception {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (OutputStream packing = new GZIPOutputStream(packed)) {
			packing.write(LORA.getBytes(StandardCharsets.UTF_8));
		}
		assertThat(site.post().uri(API).with(token(ada, "SCOPE_submit")).contentType(MediaType.APPLICATION_JSON).header("Content-Encoding", "gzip")
			.content(packed.toByteArray())).hasStatus(422);
		assertThat(submissions.of(ada)).isEmpty();
	}

	@Test
	void needsATokenWithTheScope() {
		assertThat(site.post().uri(API).contentType(MediaType.APPLICATION_JSON).content(LORA)).hasStatus(401);
		assertThat(site.get().uri(API)).hasStatus(401);
		assertThat(site.post().uri(API).with(token(ada, "SCOPE_read")).contentType(MediaType.APPLICATION_JSON).content(LORA)).hasStatus(403);
		assertThat(submissions.of(ada)).isEmpty();
	}

	@Test
	void standsInTheDocumentOfTheApi() throws Exception {
		JsonNode document = json(site.get().uri("/api/v1/openapi.json").exchange());
		List<String> paths = List.copyOf(document.path("paths").propertyNames());
		assertThat(paths).contains(API, API + "/check", API + "/{id}", API + "/{id}/cancel", API + "/{id}/withdraw");
		assertThat(document.at("/components/securitySchemes/token/scheme").asString()).isEqualTo("bearer");
		assertThat(Map.of("post", document.path("paths").path(API).path("post").path("requestBody").isObject())).containsEntry("post", true);
	}

}
