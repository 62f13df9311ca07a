package org.peftboard.result;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.catalog.Provenance;
import org.peftboard.catalog.RowFacts;
import org.peftboard.evaluator.contract.Catalogue;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Result;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Publishes results and finds them again. Results are appended, and what was measured is never changed.
 *
 * <p>A result under embargo, or one that was taken back, is in no list and found by nobody but {@link #findAny}, whose callers decide who may see it.
 */
@Service
public class Results {

	/** The artifact that holds the evaluator's result document. */
	public static final String RESULT_FILE = "result.json";

	private final ResultRows rows;

	private final Ledger ledger;

	private final ArtifactFiles artifacts;

	private final Marks marks;

	private final MarkRows markRows;

	private final Calibration calibration;

	private final Boards boards;

	private final BoardVersions versions;

	private final EvaluatorCards cards;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Results(ResultRows rows, Ledger ledger, ArtifactFiles artifacts, Marks marks, MarkRows markRows, Calibration calibration, Boards boards, BoardVersions versions, EvaluatorCards cards,
			ApplicationEventPublisher events, Clock clock) {
		this.rows = rows;
		this.ledger = ledger;
		this.artifacts = artifacts;
		this.marks = marks;
		this.markRows = markRows;
		this.calibration = calibration;
		this.boards = boards;
		this.versions = versions;
		this.cards = cards;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Publishes what an evaluation measured, within the caller's transaction, and sends {@link ResultPublished}.
	 *
	 * @throws AlreadyPublished where the evaluation has a result; the caller's transaction must then be rolled back
	 * @throws Problem.Refused  where the document is not a result, or not one of this board
	 */
	@Transactional
	public StoredResult publish(NewMeasuredResult published) {
		Board board = boards.find(published.boardId()).orElseGet(() -> openedElsewhere(published.boardId()));
		Result result = Json.read(RESULT_FILE, published.resultJson(), Result.class);
		ResultCheck.requireOf(board, cards.suite(board.suite()), result);
		StoredResult stored = ledger.append(row(board, published, result));
		artifacts.save(new Artifact(stored.id(),
				new NewArtifact(RESULT_FILE, "application/json", published.resultJson().getBytes(StandardCharsets.UTF_8))));
		published.artifacts().forEach(file -> artifacts.save(new Artifact(stored.id(), file)));
		List<String> findings = result.suspicions().stream().map(Result.Suspicion::finding).toList();
		if (!findings.isEmpty()) {
			marks.add(stored, Mark.Kind.SUSPECT, null, Mark.SITE, String.join("; ", findings));
		}
		calibration.freezeWhenComplete(board);
		events.publishEvent(new ResultPublished(stored.publicId(), stored.boardId(), stored.evaluationKey()));
		return stored;
	}

	/** A worker shows no pages, so nothing else tells it of a version that a server opened meanwhile. */
	private Board openedElsewhere(String boardId) {
		versions.refresh();
		return boards.get(boardId);
	}

	private NewRow row(Board board, NewMeasuredResult published, Result result) {
		Catalogue.MethodCard method = cards.method(result.request().method().id());
		Result.PeakMemory memory = result.peakMemory();
		return new NewRow(board, published.evaluationKey(), published.referenceRun(), published.title(), method.id(), method.title(),
				method.family(), published.submitter(), result.score(), (double) result.parameters().trainableParameters(),
				result.latency().unmergedToBase(), memory == null ? null : (double) memory.bytes(), note(result), facts(method, result), published.visibleFrom());
	}

	/** What a person has to look at before this result is believed; nothing for a sound one. */
	private static @Nullable String note(Result result) {
		List<String> findings = result.suspicions().stream().map(Result.Suspicion::finding).toList();
		return findings.isEmpty() ? null : "Suspect: " + String.join("; ", findings);
	}

	private static RowFacts facts(Catalogue.MethodCard method, Result result) {
		Map<String, Double> taskScores = new LinkedHashMap<>();
		result.tasks().forEach(task -> taskScores.put(task.task(), task.score()));
		return new RowFacts(method.mergeable(), result.adapterSizeBytes(), day(result.environment().finishedAt()), taskScores, List.of(),
				result.request().method().settings(), List.of(), result.request().adapter() == null ? List.of() : List.of(StoredResult.UPLOADED));
	}

	private static String day(String instant) {
		return Instant.parse(instant).atZone(ZoneOffset.UTC).toLocalDate().toString();
	}

	/** A result that everybody may see. */
	@Transactional(readOnly = true)
	public Optional<StoredResult> find(String publicId) {
		return rows.findByPublicId(publicId).filter(row -> row.visibleAt(clock.instant()));
	}

	/** A result that perhaps not everybody may see: under embargo, or taken back. */
	@Transactional(readOnly = true)
	public Optional<StoredResult> findAny(String publicId) {
		return rows.findByPublicId(publicId);
	}

	/**
	 * Takes a result back: it leaves every list, and a tombstone stays at its address. Snapshots, which are copies, keep it.
	 *
	 * @param by     shown to everybody
	 * @param reason shown to everybody; absent where none is given
	 * @return false where it was taken back before, or is not there
	 */
	@Transactional
	public boolean withdraw(String publicId, String by, @Nullable String reason) {
		return changed(publicId, rows.withdraw(publicId, clock.instant(), by, reason));
	}

	/** Puts an author's name on a result that had none, or another one. */
	@Transactional
	public boolean rename(String publicId, String submitter) {
		return changed(publicId, rows.rename(publicId, submitter));
	}

	/** Lets everybody see a result from this time on, under this title. */
	@Transactional
	public boolean show(String publicId, Instant visibleFrom, String title) {
		return changed(publicId, rows.show(publicId, visibleFrom, title));
	}

	private boolean changed(String publicId, int changed) {
		if (changed > 0) {
			events.publishEvent(new ResultChanged(publicId));
		}
		return changed > 0;
	}

	/** The result of an evaluation, if it was published. */
	@Transactional(readOnly = true)
	public Optional<StoredResult> ofEvaluation(String evaluationKey) {
		return rows.findByEvaluationKey(evaluationKey);
	}

	/** The rows of a board, oldest first. */
	@Transactional(readOnly = true)
	public List<StoredResult> ofBoard(String boardId) {
		return rows.findVisible(boardId, 0, clock.instant());
	}

	/** The rows of a board that were stored after the one with this id, oldest first. */
	@Transactional(readOnly = true)
	public List<StoredResult> ofBoardAfter(String boardId, long id) {
		return rows.findVisible(boardId, id, clock.instant());
	}

	/** The newest measured results of all boards, newest first. */
	@Transactional(readOnly = true)
	public List<StoredResult> newestMeasured(int count) {
		return rows.findNewestVisible(Provenance.MEASURED, clock.instant(), Limit.of(count));
	}

	/** Results of all boards, oldest first. */
	@Transactional(readOnly = true)
	public List<StoredResult> page(int number, int size) {
		return rows.findVisible(clock.instant(), PageRequest.of(number, size));
	}

	/** Results of all boards that adapt this base model, oldest first. */
	@Transactional(readOnly = true)
	public List<StoredResult> pageOn(String baseModel, int number, int size) {
		return rows.findVisibleOn(baseModel, clock.instant(), PageRequest.of(number, size));
	}

	@Transactional(readOnly = true)
	public long countOn(String baseModel) {
		return rows.countVisibleOn(baseModel, clock.instant());
	}

	@Transactional(readOnly = true)
	public long count() {
		return rows.countVisible(clock.instant());
	}

	@Transactional(readOnly = true)
	public long countOf(String boardId) {
		return rows.countVisible(boardId, clock.instant());
	}

	/** A word that changes whenever the rows of a board, its references, or what is said of its rows, change; for conditional requests. */
	@Transactional(readOnly = true)
	public String stateOf(String boardId) {
		Instant now = clock.instant();
		return rows.countVisible(boardId, now) + "-" + rows.findNewestId(boardId, now).orElse(0L) + "-" + rows.sumOfRevisions(boardId)
				+ (calibration.of(boardId).isPresent() ? "f" : "p") + markRows.newest(boardId);
	}

	/** A number that grows whenever something happens to a row of this board after it was stored. */
	@Transactional(readOnly = true)
	public long revisionOf(String boardId) {
		return rows.sumOfRevisions(boardId);
	}

	/** A word that changes whenever the rows of any board, any references, or what is said of any row, change. */
	@Transactional(readOnly = true)
	String state() {
		Instant now = clock.instant();
		return rows.countVisible(now) + "-" + rows.findNewestId(now).orElse(0L) + "-" + rows.sumOfRevisions() + "-" + calibration.frozenBoards() + "-" + markRows.newest()
				+ "-" + boards.all().size();
	}

	/** The frozen references of a measured board, once all of its reference runs are in. */
	@Transactional(readOnly = true)
	public Optional<FrozenReferences> referencesOf(String boardId) {
		return calibration.of(boardId);
	}

	/** The files of a result, without their content, in the order of names. */
	@Transactional(readOnly = true)
	public List<Artifact> artifactsOf(StoredResult result) {
		return artifacts.findByResultIdOrderByFileName(result.id());
	}

	/** The content of a file of a result. */
	@Transactional(readOnly = true)
	public Optional<NewArtifact> artifact(StoredResult result, String fileName) {
		return artifacts.findByResultIdAndFileName(result.id(), fileName)
			.map(artifact -> new NewArtifact(artifact.fileName(), artifact.mediaType(), artifact.bytes()));
	}

	/** The evaluator's document, as read; absent for published rows. */
	@Transactional(readOnly = true)
	public Optional<Result> document(StoredResult result) {
		return artifact(result, RESULT_FILE)
			.map(file -> Json.read(RESULT_FILE, new String(file.bytes(), StandardCharsets.UTF_8), Result.class));
	}

}
