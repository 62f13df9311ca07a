package org.peftboard.result;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Provenance;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The results, appended and read. */
interface ResultRows extends Repository<StoredResult, Long> {

	/** What everybody may see at {@code now}. */
	String VISIBLE = "row.withdrawnAt is null and (row.visibleFrom is null or row.visibleFrom <= :now)";

	StoredResult saveAndFlush(StoredResult result);

	boolean existsByEvaluationKey(String evaluationKey);

	Optional<StoredResult> findByEvaluationKey(String evaluationKey);

	Optional<StoredResult> findByPublicId(String publicId);


	List<StoredResult> findByBoardIdAndReferenceRunIsNotNullOrderById(String boardId);

	@Query("select row from StoredResult row where row.boardId = :boardId and row.id > :id and " + VISIBLE + " order by row.id")
	List<StoredResult> findVisible(String boardId, long id, Instant now);

	@Query("select row from StoredResult row where row.provenance = :provenance and " + VISIBLE + " order by row.id desc")
	List<StoredResult> findNewestVisible(Provenance provenance, Instant now, Limit limit);

	@Query(value = "select row from StoredResult row where " + VISIBLE + " order by row.id", countQuery = "select count(row) from StoredResult row where " + VISIBLE)
	List<StoredResult> findVisible(Instant now, Pageable page);

	@Query("select row from StoredResult row where row.baseModel = :baseModel and " + VISIBLE + " order by row.id")
	List<StoredResult> findVisibleOn(String baseModel, Instant now, Pageable page);

	@Query("select count(row) from StoredResult row where row.baseModel = :baseModel and " + VISIBLE)
	long countVisibleOn(String baseModel, Instant now);

	@Query("select count(row) from StoredResult row where " + VISIBLE)
	long countVisible(Instant now);

	@Query("select count(row) from StoredResult row where row.boardId = :boardId and " + VISIBLE)
	long countVisible(String boardId, Instant now);

	@Query("select coalesce(sum(row.revision), 0) from StoredResult row where row.revision > 0")
	long sumOfRevisions();

	@Query("select coalesce(sum(row.revision), 0) from StoredResult row where row.boardId = :boardId and row.revision > 0")
	long sumOfRevisions(String boardId);

	/** Takes it back, unless that was done before. */
	@Modifying(flushAutomatically = true)
	@NativeQuery("update results set withdrawn_at = :at, withdrawn_by = :by, withdrawal_reason = :reason, revision = revision + 1 "
			+ "where public_id = :publicId and withdrawn_at is null")
	int withdraw(String publicId, Instant at, String by, @Nullable String reason);

	/** Names the author of a row that has another name now. */
	@Modifying(flushAutomatically = true)
	@NativeQuery("update results set submitter = :submitter, revision = revision + 1 where public_id = :publicId and submitter <> :submitter")
	int rename(String publicId, String submitter);

	/** Lets everybody see it from another time on. */
	@Modifying(flushAutomatically = true)
	@NativeQuery("update results set visible_from = :visibleFrom, title = :title, revision = revision + 1 where public_id = :publicId and withdrawn_at is null")
	int show(String publicId, Instant visibleFrom, String title);

	/** Fills in what was not stored with a row; never replaces anything. */
	@Modifying(flushAutomatically = true, clearAutomatically = true)
	@NativeQuery("update results set facts = :facts where id = :id and facts is null")
	int addFacts(long id, String facts);

	/** Nothing where the row has other facts by now. */
	@Modifying(flushAutomatically = true, clearAutomatically = true)
	@NativeQuery("update results set facts = :facts where id = :id and facts = :before")
	int replaceFacts(long id, String before, String facts);

	@Query("select max(row.id) from StoredResult row where " + VISIBLE)
	Optional<Long> findNewestId(Instant now);

	@Query("select max(row.id) from StoredResult row where row.boardId = :boardId and " + VISIBLE)
	Optional<Long> findNewestId(String boardId, Instant now);

}
