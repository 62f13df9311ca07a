package org.peftboard.result;

import java.util.List;
import java.util.Optional;

import org.peftboard.catalog.Provenance;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The results, appended and read. */
interface ResultRows extends Repository<StoredResult, Long> {

	StoredResult saveAndFlush(StoredResult result);

	boolean existsByEvaluationKey(String evaluationKey);

	Optional<StoredResult> findByEvaluationKey(String evaluationKey);

	Optional<StoredResult> findByPublicId(String publicId);

	List<StoredResult> findByBoardIdOrderById(String boardId);

	List<StoredResult> findByBoardIdAndReferenceRunIsNotNullOrderById(String boardId);

	List<StoredResult> findByBoardIdAndIdGreaterThanOrderById(String boardId, long id);

	List<StoredResult> findByProvenanceOrderByIdDesc(Provenance provenance, Limit limit);

	List<StoredResult> findByOrderById(Pageable page);

	long count();

	/** Fills in what was not stored with a row; never replaces anything. */
	@Modifying(flushAutomatically = true, clearAutomatically = true)
	@NativeQuery("update results set facts = :facts where id = :id and facts is null")
	int addFacts(long id, String facts);

	@Query("select max(row.id) from StoredResult row")
	Optional<Long> findNewestId();

	@Query("select max(row.id) from StoredResult row where row.boardId = :boardId")
	Optional<Long> findNewestId(String boardId);

	long countByBoardId(String boardId);

}
