package org.peftboard.evaluator.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.peftboard.evaluator.contract.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Downloads from a hub on this machine that misbehaves in each way that the real one can. */
class HubTest {

	private static final HubRepository LAMPS = new HubRepository(HubRepository.Kind.DATASET, "mira/lamps", "main");

	private static final byte[] BYTES = new byte[300_000];

	static {
		new Random(7).nextBytes(BYTES);
	}

	private static final String TOKEN = "hf_secretOfMira";

	private static final String ETAG = Checksum.sha256(BYTES);

	@TempDir
	private Path folder;

	private HubServer server;

	private final List<String> progress = new ArrayList<>();

	@BeforeEach
	void start() throws IOException {
		server = new HubServer().with("data/train-00000-of-00001.parquet", BYTES).with("README.md", "hello".getBytes());
	}

	@AfterEach
	void stop() {
		server.close();
	}

	private Hub hub(boolean offline) {
		HubSettings settings = new HubSettings(server.endpoint(), folder, offline, TOKEN);
		return new Hub(settings, (file, done, total) -> progress.add(file + " " + done + "/" + total), new HubConnection(settings, 2_000, 1));
	}

	private List<Path> fetch() {
		return hub(false).fetch(LAMPS, List.of("data/train-*.parquet"));
	}

	private List<String> leftovers() throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(file -> !Files.isDirectory(file)).map(file -> folder.relativize(file).toString()).sorted().toList();
		}
	}

	@Test
	void laysFilesOutAsPythonDoes() throws IOException {
		Path file = fetch().get(0);
		Path repository = folder.resolve("datasets--mira--lamps");
		assertThat(file).isEqualTo(repository.resolve("snapshots/" + HubServer.COMMIT + "/data/train-00000-of-00001.parquet")).hasBinaryContent(BYTES);
		assertThat(Files.readSymbolicLink(file)).isEqualTo(Path.of("../../../blobs/" + ETAG));
		assertThat(repository.resolve("refs/main")).hasContent(HubServer.COMMIT);
		assertThat(new HubCache(folder).file(LAMPS, "data/train-00000-of-00001.parquet")).contains(file);
		assertThat(new HubCache(folder).files(LAMPS, "data/*.parquet")).containsExactly(file);
		assertThat(progress).last().isEqualTo("data/train-00000-of-00001.parquet 300000/300000");
	}

	@Test
	void downloadsNothingTwice() {
		fetch();
		fetch();
		assertThat(server.requests().stream().filter(request -> request.startsWith("GET") && request.endsWith("parquet"))).hasSize(1);
	}

	@Test
	void goesOnWhereTheConnectionBroke() {
		server.breaks.add(1_000_000);
		server.breaks.add(100_000);
		server.breaks.add(50_000);
		assertThat(fetch().get(0)).hasBinaryContent(BYTES);
		assertThat(server.requests().stream().filter(request -> request.contains("bytes=")).map(request -> request.replaceAll(".* ", "")))
			.containsExactly("bytes=100000-", "bytes=150000-");
	}

	@Test
	void goesOnInTheNextRunAndShowsNoPartMeanwhile() throws IOException {
		server.breaks.add(1_000_000);
		for (int attempt = 0; attempt < 5; attempt++) {
			server.breaks.add(10_000);
		}
		assertThatThrownBy(this::fetch).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("broke off after 50000 of 300000 bytes")
			.hasMessageContaining("what was received is kept, try again");
		assertThat(leftovers()).containsExactly("datasets--mira--lamps/blobs/" + ETAG + ".incomplete");
		assertThat(new HubCache(folder).files(LAMPS, "**")).isEmpty();
		assertThat(fetch().get(0)).hasBinaryContent(BYTES);
		assertThat(server.requests()).last().asString().endsWith("bytes=50000-");
	}

	@Test
	void beginsAnewWhereTheServerHasNoRanges() {
		server.ranges = false;
		server.breaks.add(1_000_000);
		server.breaks.add(100_000);
		assertThat(fetch().get(0)).hasBinaryContent(BYTES);
	}

	@Test
	void triesAgainWhereTheServerIsBusy() {
		server.statuses.addAll(List.of(503, 200, 429, 500));
		assertThat(fetch().get(0)).hasBinaryContent(BYTES);
	}

	@Test
	void givesUpOnAServerThatStaysBusy() throws IOException {
		server.statuses.addAll(List.of(503, 503, 503, 503));
		assertThatThrownBy(this::fetch).isInstanceOf(Problem.Refused.class).hasMessageContaining("the server answered 503 4 times");
		assertThat(leftovers()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403 })
	void saysHowToReadAGatedRepository(int status) throws IOException {
		server.statuses.add(status);
		server.errorCode = "GatedRepo";
		assertThatThrownBy(this::fetch).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("dataset mira/lamps at main: got its list of files (status " + status + ", GatedRepo)")
			.hasMessageContaining("HF_TOKEN")
			.hasMessageContaining("accept its terms at " + server.endpoint() + "/datasets/mira/lamps")
			.hasMessageNotContaining(TOKEN);
		assertThat(leftovers()).isEmpty();
	}

	@Test
	void saysThatARevisionIsUnknown() throws IOException {
		server.statuses.add(404);
		server.errorCode = "RevisionNotFound";
		assertThatThrownBy(this::fetch).hasMessageContaining("status 404, RevisionNotFound").hasMessageContaining("a revision that exists");
		assertThat(leftovers()).isEmpty();
	}

	@Test
	void namesTheFilesThatThereAre() {
		assertThatThrownBy(() -> hub(false).fetch(LAMPS, List.of("test-*.parquet"))).hasMessageContaining("file: got 'test-*.parquet'")
			.hasMessageContaining("2 files: [README.md, data/train-00000-of-00001.parquet]");
	}

	@Test
	void deletesWhatHasAnotherChecksum() throws IOException {
		server.wrongEtag = "0".repeat(64);
		assertThatThrownBy(this::fetch).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("checksum of data/train-00000-of-00001.parquet: got " + ETAG)
			.hasMessageContaining("the download was deleted, try again");
		assertThat(leftovers()).isEmpty();
	}

	@Test
	void checksSmallFilesByGitsChecksum() throws IOException {
		// git hash-object of "hello" without a line's end
		server.wrongEtag = "b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0";
		assertThat(hub(false).fetch(LAMPS, "README.md")).hasContent("hello");
		server.wrongEtag = "b6fc4c620b67d95f953a5c1c1230aaab5db5a1b1";
		assertThatThrownBy(() -> hub(false).fetch(LAMPS, "README.md")).hasMessageContaining("checksum of README.md");
	}

	@Test
	void asksForSpaceBeforeItBegins() throws IOException {
		server.wrongSize = 1L << 60;
		assertThatThrownBy(this::fetch).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("bytes free in " + folder)
			.hasMessageContaining("1152921504606846976 bytes for data/train-00000-of-00001.parquet: free some space");
		assertThat(leftovers()).isEmpty();
	}

	@Test
	void keepsTheTokenFromOtherHosts() throws IOException {
		try (HubServer storage = new HubServer().with("data/train-00000-of-00001.parquet", BYTES)) {
			server.storage = storage;
			assertThat(fetch().get(0)).hasBinaryContent(BYTES);
			assertThat(server.authorizations()).isNotEmpty().allMatch(("Bearer " + TOKEN)::equals);
			assertThat(storage.requests()).hasSize(1);
			assertThat(storage.authorizations()).isEmpty();
		}
	}

	@Test
	void usesOnlyWhatIsHereWhenOffline() {
		assertThatThrownBy(() -> hub(true).fetch(LAMPS, List.of("data/train-*.parquet"))).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("HF_HUB_OFFLINE: got set, and 'data/train-*.parquet'");
		Path file = fetch().get(0);
		int asked = server.requests().size();
		assertThat(hub(true).fetch(LAMPS, List.of("data/train-*.parquet"))).containsExactly(file);
		assertThat(server.requests()).hasSize(asked);
	}

	@Test
	void findsAPinnedRevisionWithoutAReference() {
		HubRepository pinned = new HubRepository(HubRepository.Kind.DATASET, "mira/lamps", HubServer.COMMIT);
		hub(false).fetch(pinned, List.of("README.md"));
		assertThat(new HubCache(folder).file(pinned, "README.md")).isPresent();
		assertThat(folder.resolve("datasets--mira--lamps/refs")).doesNotExist();
	}

	@Test
	void refusesAnotherCommitThanThePinnedOne() throws IOException {
		server.wrongCommit = "f".repeat(40);
		HubRepository pinned = new HubRepository(HubRepository.Kind.DATASET, "mira/lamps", HubServer.COMMIT);
		assertThatThrownBy(() -> hub(false).fetch(pinned, List.of("README.md"))).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("commit of README.md: got " + "f".repeat(40) + ", need " + HubServer.COMMIT + ", which was asked for");
		assertThat(leftovers()).isEmpty();
	}

	private void hold(String commit, String... files) throws IOException {
		for (String file : files) {
			Path path = folder.resolve("datasets--mira--lamps/snapshots/" + commit + "/" + file);
			Files.createDirectories(path.getParent());
			Files.writeString(path, file);
		}
	}

	@Test
	void prefersItsOwnRevisionThenTheOneOfMainThenTheOnlyOne() throws IOException {
		HubRepository pinned = new HubRepository(HubRepository.Kind.DATASET, "mira/lamps", HubServer.COMMIT);
		HubCache cache = new HubCache(folder);
		assertThat(cache.held(pinned, "data/*.csv")).isEmpty();
		hold("a".repeat(40), "data/lamps.csv");
		assertThat(cache.held(pinned, "data/*.csv")).get().extracting(HubCache.Held::commit).isEqualTo("a".repeat(40));
		hold("b".repeat(40), "data/lamps.csv");
		assertThat(cache.held(pinned, "data/*.csv")).isEmpty();
		Files.createDirectories(folder.resolve("datasets--mira--lamps/refs"));
		Files.writeString(folder.resolve("datasets--mira--lamps/refs/main"), "b".repeat(40));
		assertThat(cache.held(pinned, "data/*.csv")).get().extracting(HubCache.Held::commit).isEqualTo("b".repeat(40));
		hold(HubServer.COMMIT, "data/lamps.csv");
		assertThat(cache.held(pinned, "data/*.csv")).get().extracting(HubCache.Held::commit).isEqualTo(HubServer.COMMIT);
	}

	@Test
	void holdsNothingWhereAPartIsMissing() throws IOException {
		HubRepository pinned = new HubRepository(HubRepository.Kind.DATASET, "mira/lamps", HubServer.COMMIT);
		hold(HubServer.COMMIT, "train-00000-of-00002.parquet", "test-00000-of-00001.parquet");
		HubCache cache = new HubCache(folder);
		assertThat(cache.held(pinned, "test-*.parquet")).isPresent();
		assertThat(cache.held(pinned, "train-*.parquet")).isEmpty();
		hold(HubServer.COMMIT, "train-00001-of-00002.parquet");
		assertThat(cache.held(pinned, "train-*.parquet")).get().satisfies(held -> assertThat(held.files()).hasSize(2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "../etc", "a/b/c", "", "a b", "a/.." })
	void refusesARepositoryThatIsNone(String id) {
		assertThatThrownBy(() -> new HubRepository(HubRepository.Kind.MODEL, id, "main")).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("repository");
	}

	@Test
	void refusesAFileOutsideItsRepository() {
		fetch();
		assertThatThrownBy(() -> new HubCache(folder).file(LAMPS, "../../../secret")).hasMessageContaining("a path inside its repository");
	}

	@Test
	void readsTheEnvironmentAsPythonDoes() {
		Path home = Path.of("/home/mira");
		assertThat(HubSettings.of(Map.of(), home).cache()).isEqualTo(Path.of("/home/mira/.cache/huggingface/hub"));
		assertThat(HubSettings.of(Map.of("HF_HOME", "/hf"), home).cache()).isEqualTo(Path.of("/hf/hub"));
		assertThat(HubSettings.of(Map.of("HF_HOME", "/hf", "HF_HUB_CACHE", "/cache"), home).cache()).isEqualTo(Path.of("/cache"));
		assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", "1"), home).offline()).isTrue();
		assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", "0"), home).offline()).isFalse();
		assertThat(HubSettings.of(Map.of("HF_TOKEN", TOKEN, "HF_ENDPOINT", "https://hub.example/"), home).toString()).doesNotContain(TOKEN)
			.startsWith("https://hub.example,");
	}

}
