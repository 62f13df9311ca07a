package org.peftboard.result;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Provenance;
import org.peftboard.catalog.RowFacts;
import org.peftboard.evaluator.contract.Json;

/**
 * One row of one board, as published. What was measured is never changed; that it is shown from some day on, was taken back, or was claimed by its author, is
 * written beside it by {@link Results}.
 */
@Entity
@Immutable
@Table(name = "results")
@NullUnmarked
public class StoredResult {

	/** What every reader of the row must know of an adapter that was brought. */
	static final String UPLOADED = "The adapter was uploaded and not trained here: what it was trained on is not known, "
			+ "and there is no training memory, so it has no rank.";

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private Long id;

	private String publicId;

	private String boardId;

	@Enumerated(EnumType.STRING)
	private Provenance provenance;

	private String evaluationKey;

	private String referenceRun;

	private String title;

	private String methodId;

	private String methodTitle;

	private String family;

	private String baseModel;

	private String hardwareClass;

	private String submitter;

	private Double score;

	private Double parameterCost;

	private Double latencyCost;

	private Double memoryCost;

	private String note;

	/** {@link RowFacts} as JSON; absent where nothing more is known. */
	private String facts;

	@Transient
	private RowFacts readFacts;

	private Instant createdAt;

	/** Absent where everybody may see it at once. */
	private Instant visibleFrom;

	private Instant withdrawnAt;

	private String withdrawnBy;

	private String withdrawalReason;

	private int revision;

	protected StoredResult() {
	}

	StoredResult(String publicId, NewRow row, Instant createdAt) {
		this.publicId = publicId;
		this.boardId = row.board().id();
		this.provenance = row.board().provenance();
		this.baseModel = row.board().baseModel();
		this.hardwareClass = row.board().hardwareClass();
		this.evaluationKey = row.evaluationKey();
		this.referenceRun = row.referenceRun();
		this.title = row.title();
		this.methodId = row.methodId();
		this.methodTitle = row.methodTitle();
		this.family = row.family();
		this.submitter = row.submitter();
		this.score = row.score();
		this.parameterCost = row.parameterCost();
		this.latencyCost = row.latencyCost();
		this.memoryCost = row.memoryCost();
		this.note = row.note();
		this.visibleFrom = row.visibleFrom();
		this.facts = row.facts().equals(RowFacts.NONE) ? null : Json.line(row.facts());
		this.createdAt = createdAt;
	}

	/** Counts up with each row that is stored. */
	public Long id() {
		return id;
	}

	/** Short, for addresses. */
	public String publicId() {
		return publicId;
	}

	public String boardId() {
		return boardId;
	}

	public Provenance provenance() {
		return provenance;
	}

	/** The evaluation, or the row of a published table, that it comes from. */
	public String evaluationKey() {
		return evaluationKey;
	}

	/** Which of the board's reference runs this is. */
	public @Nullable String referenceRun() {
		return referenceRun;
	}

	public String title() {
		return title;
	}

	public String methodId() {
		return methodId;
	}

	public String methodTitle() {
		return methodTitle;
	}

	public String family() {
		return family;
	}

	public String baseModel() {
		return baseModel;
	}

	public String hardwareClass() {
		return hardwareClass;
	}

	/** Who asked for it; absent for published rows. */
	public @Nullable String submitter() {
		return submitter;
	}

	/** Task score, 0 to 100; absent where it was not published. */
	public @Nullable Double score() {
		return score;
	}

	/** Trainable parameters, in the board's unit. */
	public @Nullable Double parameterCost() {
		return parameterCost;
	}

	/** Inference cost, in the board's unit. */
	public @Nullable Double latencyCost() {
		return latencyCost;
	}

	/** Peak training memory, in the board's unit. */
	public @Nullable Double memoryCost() {
		return memoryCost;
	}

	/** Where a published row comes from. */
	public @Nullable String note() {
		return note;
	}

	/** What else is known of it. */
	public RowFacts facts() {
		if (readFacts == null) {
			readFacts = facts == null ? RowFacts.NONE : Json.read("facts of result " + publicId, facts, RowFacts.class);
		}
		return readFacts;
	}

	/** Whether nothing more was stored. */
	boolean withoutFacts() {
		return facts == null;
	}

	public Instant createdAt() {
		return createdAt;
	}

	/** What is left of it in public, once it was taken back. */
	public @Nullable Withdrawal withdrawal() {
		return withdrawnAt == null ? null : new Withdrawal(withdrawnAt, withdrawnBy, withdrawalReason);
	}

	/** Whether everybody may see it: not under embargo, not taken back. */
	public boolean visibleAt(Instant now) {
		return withdrawnAt == null && (visibleFrom == null || !visibleFrom.isAfter(now));
	}

	/** When everybody may see it; absent where that was from the start. */
	public @Nullable Instant visibleFrom() {
		return visibleFrom;
	}

	/** Whether everybody could see it before it was taken back. */
	public boolean wasPublic() {
		return withdrawnAt != null && (visibleFrom == null || !visibleFrom.isAfter(withdrawnAt));
	}

	/**
	 * A tombstone.
	 *
	 * @param by     who took it back
	 * @param reason as given; absent where none was
	 */
	public record Withdrawal(Instant at, String by, @Nullable String reason) {
	}

	/** Whether the adapter was brought, and not trained here: then there is no training memory to weigh. */
	public boolean uploaded() {
		return provenance == Provenance.MEASURED && facts().cautions().contains(UPLOADED);
	}

	/** Whether this is the untouched base model: nothing was trained, so there is no training memory to weigh. */
	public boolean trainsNothing() {
		return provenance == Provenance.MEASURED && parameterCost != null && parameterCost == 0;
	}

}
