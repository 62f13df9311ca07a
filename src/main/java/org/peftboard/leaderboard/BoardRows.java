package org.peftboard.leaderboard;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** All rows of a board for the page's scripts, made once for each state of the board and named by their content. */
@RestController
class BoardRows {

	private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

	private final Boards boards;

	private final Contents contents;

	BoardRows(Boards boards, Contents contents) {
		this.boards = boards;
		this.contents = contents;
	}

	/**
	 * The rows; may be kept for ever where the address names the content that they have now.
	 *
	 * @param version hash of the content that the page was made with
	 */
	@GetMapping("/boards/{id}/rows.json")
	ResponseEntity<byte[]> rows(@PathVariable String id, @RequestParam(name = "v", required = false) @Nullable String version) {
		Content content = content(id);
		return answer(content, version, content.rows);
	}

	/** Their ids, in the same order. */
	@GetMapping("/boards/{id}/ids.json")
	ResponseEntity<byte[]> ids(@PathVariable String id, @RequestParam(name = "v", required = false) @Nullable String version) {
		Content content = content(id);
		return answer(content, version, content.ids);
	}

	private Content content(String id) {
		return contents.of(boards.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
	}

	private static ResponseEntity<byte[]> answer(Content content, @Nullable String version, byte[] body) {
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_JSON)
			.cacheControl(content.hash.equals(version) ? FOR_EVER : CacheControl.noCache().cachePublic())
			.eTag("\"" + content.hash + "\"")
			.body(body);
	}

	/**
	 * The rows and their ids as bytes, and the hash that names them.
	 *
	 * @param places place of each row among them, by id
	 */
	record Content(Standing standing, byte[] rows, byte[] ids, Map<String, Integer> places, String hash) {
	}

	/** The rows of each board as they were written down last. */
	@Component
	static class Contents {

		private final Standings standings;

		private final Map<String, Content> kept = new ConcurrentHashMap<>();

		Contents(Standings standings) {
			this.standings = standings;
		}

		/** The content of a board's rows now; the same object until something is published. */
		Content of(Board board) {
			Standing standing = standings.of(board);
			Content content = kept.get(board.id());
			if (content == null || content.standing != standing) {
				content = content(board, standing);
				kept.put(board.id(), content);
			}
			return content;
		}

		private static Content content(Board board, Standing standing) {
			byte[] rows = RowsJson.of(board, standing.rows(), standing.reviews()).bytes();
			byte[] ids = RowsJson.ids(standing.rows());
			Map<String, Integer> places = new HashMap<>();
			RowsJson.inOrder(standing.rows()).forEach(row -> places.put(row.publicId(), places.size()));
			String hash = DigestUtils.md5DigestAsHex((DigestUtils.md5DigestAsHex(rows) + DigestUtils.md5DigestAsHex(ids)).getBytes(StandardCharsets.US_ASCII));
			return new Content(standing, rows, ids, places, hash);
		}

		/** Where the rows of a board are, under an address that may be kept for ever. */
		String hrefOf(Board board) {
			return "/boards/" + board.id() + "/rows.json?v=" + of(board).hash;
		}

		/** Where their ids are. */
		String idsHrefOf(Board board) {
			return "/boards/" + board.id() + "/ids.json?v=" + of(board).hash;
		}

	}

}
