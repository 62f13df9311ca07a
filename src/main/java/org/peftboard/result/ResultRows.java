package org.peftboard.result;

import java.util.List;
import java.util.Optional;

import org.springframework.data.repository.Repository;

/** The results, appended and read. */
interface ResultRows extends Repository<StoredResult, Long> {

	StoredResult saveAndFlush(StoredResult result);

	boolean existsByEvaluationKey(String evaluationKey);

	Optional<StoredResult> findByEvaluationKey(String evaluationKey);

	Optional<StoredResult> findByPublicId(String publicId);

	List<StoredResult> findByBoardIdOrderById(String boardId);

	List<StoredResult> findByBoardIdAndReferenceRunIsNotNullOrderById(String boardId);

	long countByBoardId(String boardId);

}
