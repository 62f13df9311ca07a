package org.peftboard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.peftboard.OnH2;
import org.peftboard.catalog.MiniCatalogue;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.leaderboard.Listings;
import org.peftboard.result.Measured;
import org.peftboard.result.Results;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Snapshots, badges, embedded boards and the feed. */
@OnH2
@AutoConfigureMockMvc
@Import(MiniCatalogue.class)
class SharingTest {

	private static final String VIEW = "?board=peft-bench-summary-v1&gamma=2";

	private final MockMvcTester site;

	private final Results results;

	private final Snapshots snapshots;

	private final Listings listings;

	SharingTest(MockMvcTester site, Results results, Snapshots snapshots, Listings listings) {
		this.listings = listings;
		this.site = site;
		this.results = results;
		this.snapshots = snapshots;
	}

	private String text(String address) throws Exception {
		MvcTestResult answer = site.get().uri(address).exchange();
		assertThat(answer).hasStatusOk();
		return answer.getResponse().getContentAsString();
	}

	private static Document xml(String text) throws Exception {
		DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
		return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
	}

	private String freeze(String query, String from) {
		MvcTestResult answer = site.post().uri("/snapshots" + query).with(csrf()).with(request -> {
			request.setRemoteAddr(from);
			return request;
		}).exchange();
		assertThat(answer).hasStatus(302);
		return String.valueOf(answer.getResponse().getRedirectedUrl());
	}

	@Test
	void aSnapshotsAddressIsTheHashOfItsContent() throws Exception {
		String address = freeze(VIEW, "10.0.0.1");

		String json = text(address + ".json");
		assertThat(address).isEqualTo("/snapshots/" + Snapshots.sha256(json.getBytes("UTF-8")));
		assertThat(text("/api/v1" + address)).isEqualTo(json);
		assertThat(freeze(VIEW, "10.0.0.1")).as("the same view again").isEqualTo(address);
		assertThat(text(address)).contains("this page never changes", "pscp-exp/1, α 1, β 1, γ 2", "howpublished = {\\url{http://localhost" + address + "}}");
		assertThat(site.get().uri(address + ".csv")).hasHeader("Cache-Control", "max-age=31536000, public, immutable");
	}

	@Test
	void aSnapshotStaysWhenTheBoardMovesOn() throws Exception {
		results.publish(Measured.evaluation("a", "lora", 80, 16_384, 1.2, 5_000_000L));
		String address = freeze("?board=" + MiniCatalogue.BOARD, "10.0.0.2");
		String before = text(address);
		results.publish(Measured.evaluation("b", "lora", 90, 16_384, 1.2, 5_000_000L));

		assertThat(text(address)).isEqualTo(before).contains("lora a").doesNotContain("lora b");
		assertThat(freeze("?board=" + MiniCatalogue.BOARD, "10.0.0.2")).isNotEqualTo(address);
	}

	@Test
	void freezingNeedsTheFormAndIsLimitedByAddress() {
		assertThat(site.post().uri("/snapshots" + VIEW)).as("without the form's token").hasStatus(403);
		for (int count = 0; count < SnapshotLimit.MOST_PER_HOUR; count++) {
			freeze(VIEW, "10.0.0.3");
		}
		assertThat(site.post().uri("/snapshots" + VIEW).with(csrf()).with(request -> {
			request.setRemoteAddr("10.0.0.3");
			return request;
		})).hasStatus(429);
	}

	@Test
	void whatWasNotUnderstoodIsSaidBeforeFreezing() throws Exception {
		assertThat(text("/snapshots/new?board=nothing&alpha=-1")).contains("Part of this address was not understood", "alpha: got &#39;-1&#39;");
	}

	@Test
	void aSnapshotThatDoesNotExistIsNotFound() {
		assertThat(site.get().uri("/snapshots/" + "0".repeat(64))).hasStatus(404);
		assertThat(site.get().uri("/snapshots/x")).hasStatus(404);
		assertThat(site.get().uri("/snapshots/" + "z".repeat(3000) + ".csv")).hasStatus(404);
		assertThat(snapshots.find("'; drop table snapshots; --")).isEmpty();
	}

	@Test
	void badgesTellRankAndScoreUnderTheWeightsOfTheAddress() throws Exception {
		String row = results.ofBoard("peft-bench-summary-v1").stream().filter(one -> one.title().equals("BitFit")).findFirst().orElseThrow().publicId();

		assertThat(xml(text("/badges/" + row + ".svg")).getDocumentElement().getAttribute("aria-label")).isEqualTo("PEFTBoard: rank 3 of 6 · PSCP 12.80");
		assertThat(text("/badges/" + row + ".svg?refs=largest")).contains("rank 1 of 6 · PSCP 11.79");
		assertThat(text("/badges/" + row + ".svg?board=peft-bench-v1")).as("the board is the row's own").contains("rank 3 of 6");
		assertThat(site.get().uri("/badges/nothing.svg")).hasStatus(404);
		assertThat(xml(Badges.svg("a<b", "\"&"))).isNotNull();
	}

	@Test
	void onlyTheEmbeddedBoardMayBeFramed() {
		MvcTestResult embedded = site.get().uri("/embed/peft-bench-v1?rows=3&alpha=0.5").exchange();

		assertThat(embedded).hasStatusOk().doesNotContainHeader("X-Frame-Options").doesNotContainHeader("Set-Cookie");
		assertThat(embedded.getResponse().getHeader("Content-Security-Policy")).contains("frame-ancestors *", "default-src 'none'");
		assertThat(embedded).bodyText().contains("LN tuning", "BitFit").doesNotContain("<script", "Prompt tuning");
		assertThat(site.get().uri("/")).hasHeader("X-Frame-Options", "DENY");
		assertThat(site.get().uri("/embed/nothing")).hasStatus(404);
	}

	@Test
	void theFeedListsMeasuredResultsNewestFirst() throws Exception {
		assertThat(xml(text("/feed.atom")).getElementsByTagName("entry").getLength()).as("published tables are no news").isZero();
		results.publish(Measured.evaluation("<a>", "lora", 80, 16_384, 1.2, 5_000_000L));
		results.publish(Measured.evaluation("b", "lora", 90, 16_384, 1.2, 5_000_000L));

		Document feed = xml(text("/feed.atom"));
		assertThat(feed.getElementsByTagName("entry").getLength()).isEqualTo(2);
		assertThat(feed.getElementsByTagName("title").item(1).getTextContent()).isEqualTo("lora b");
		assertThat(feed.getElementsByTagName("title").item(2).getTextContent()).isEqualTo("lora <a>");
	}

	@Test
	void aViewThatIsTooLargeIsRefusedWithAdvice() {
		Frozen small = Frozen.of(listings.of(Map.of("board", List.of("peft-bench-summary-v1"))));
		var rows = IntStream.range(0, 60_000)
			.mapToObj(number -> new Frozen.Row("id" + number, number, false, UUID.nameUUIDFromBytes(new byte[] { (byte) number, (byte) (number >> 8) }).toString(), "m",
					"additive", null, 1.0, null, null, null, Math.random(), Math.random(), null, null, null, null, null, null, null))
			.toList();
		Frozen large = new Frozen(1, small.board(), small.query(), small.score(), small.weights(), small.references(), small.columns(), false, rows.size(), rows);

		assertThatExceptionOfType(Problem.Refused.class).isThrownBy(() -> snapshots.store(large)).withMessageContaining("choose filters first");
	}

}
