package org.peftboard.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.peftboard.account.FieldProblems;
import org.peftboard.account.SignedIn;
import org.peftboard.audit.Audit;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.peftboard.result.BoardVersions;
import org.peftboard.result.FrozenReferences;
import org.peftboard.result.Marks;
import org.peftboard.result.Results;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Measured boards: how far their calibration is, and how a new version is opened. */
@Controller
class BoardPages {

	private static final int LONGEST_REASON = 500;

	private final Boards boards;

	private final BoardVersions versions;

	private final Results results;

	private final Marks marks;

	private final Audit audit;

	private final TransactionTemplate transaction;

	BoardPages(Boards boards, BoardVersions versions, Results results, Marks marks, Audit audit, TransactionTemplate transaction) {
		this.boards = boards;
		this.versions = versions;
		this.results = results;
		this.marks = marks;
		this.audit = audit;
		this.transaction = transaction;
	}

	/**
	 * A measured board.
	 *
	 * @param frozen when and to what its references were frozen; absent while they are not
	 * @param newest whether runs are ranked on it today
	 */
	record Line(Board board, int rows, long held, @Nullable String frozen, boolean newest, List<Run> runs) {
	}

	/** One of a board's reference runs. */
	record Run(String title, String state, String tone, @Nullable String href) {
	}

	@GetMapping("/admin/boards")
	String boards(Model model, Words words) {
		return boards("", "", List.of(), model, words);
	}

	private String boards(String board, String reason, List<Problem> problems, Model model, Words words) {
		model.addAttribute("lines", boards.all().stream().filter(Board::measured).map(one -> line(one, words)).toList());
		model.addAttribute("published", boards.all().stream().filter(one -> !one.measured()).toList());
		model.addAttribute("typedFor", board);
		model.addAttribute("reason", reason);
		model.addAttribute("longest", LONGEST_REASON);
		model.addAttribute("problems", new FieldProblems(problems));
		return "admin/boards";
	}

	private Line line(Board board, Words words) {
		List<StoredResult> rows = results.ofBoard(board.id());
		Map<String, Review> reviews = marks.ofBoard(board.id());
		boolean newest = boards.today(board);
		return new Line(board, rows.size(), reviews.values().stream().filter(Review::held).count(),
				results.referencesOf(board.id()).map(references -> frozen(references, words)).orElse(null), newest, runs(board, rows, reviews, words));
	}

	private static String frozen(FrozenReferences references, Words words) {
		return words.say("versions.frozen", words.shortDayAndTime(references.frozenAt()), words.number(text("%,.0f", references.parameters())),
				text("%.3f", references.latency()), words.number(text("%,.0f", references.memory())));
	}

	private static String text(String format, double value) {
		return String.format(Locale.ROOT, format, value);
	}

	private static List<Run> runs(Board board, List<StoredResult> rows, Map<String, Review> reviews, Words words) {
		List<Run> runs = new ArrayList<>();
		for (Board.ReferenceRun run : board.referenceRuns()) {
			Optional<StoredResult> row = rows.stream().filter(one -> run.id().equals(one.referenceRun())).findFirst();
			boolean held = row.map(one -> reviews.getOrDefault(one.publicId(), Review.FRESH).held()).orElse(false);
			runs.add(new Run(run.title(), words.say("versions.run." + (row.isEmpty() ? "missing" : held ? "suspect" : "in")),
					row.isEmpty() ? "" : held ? "badge-warn" : "badge-good", row.map(one -> "/results/" + one.publicId()).orElse(null)));
		}
		return List.copyOf(runs);
	}

	@PostMapping("/admin/boards/{id}/version")
	String open(@PathVariable String id, @RequestParam(defaultValue = "") String reason, @AuthenticationPrincipal SignedIn operator, Model model,
			HttpServletResponse response, Words words) {
		Board board = boards.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		try {
			requireReason(reason.strip());
			AtomicReference<String> opened = new AtomicReference<>(id);
			transaction.executeWithoutResult(status -> {
				opened.set(versions.open(board, reason.strip(), operator.name()));
				audit.record(AdminPages.actor(operator), "admin.open-board-version", "board " + opened.get(), Map.of("after", id, "reason", reason.strip()));
			});
			return "redirect:/boards/" + opened.get();
		}
		catch (Problem.Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return boards(id, reason, refused.problems(), model, words);
		}
	}

	private static void requireReason(String reason) {
		if (reason.isEmpty() || reason.length() > LONGEST_REASON || reason.chars().anyMatch(Character::isISOControl)) {
			throw new Problem.Refused("reason", reason.isEmpty() ? "nothing" : reason.length() + " characters", "one line, at most " + LONGEST_REASON + " characters, shown to everybody");
		}
	}

}
