package org.peftboard.submission;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.LockModeType;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Submissions as stored. */
interface SubmissionRows extends Repository<Submission, Long> {

	Submission saveAndFlush(Submission submission);

	Optional<Submission> findById(long id);

	/** Nobody else changes it until this transaction ends. */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select s from Submission s where s.id = :id")
	Optional<Submission> findLocked(long id);

	/** The one of this configuration that is under way or published. */
	Optional<Submission> findFirstByConfigurationKeyAndActiveKeyIsNotNullOrderById(String configurationKey);

	List<Submission> findBySubmitterIdOrderByIdDesc(long submitterId, Limit limit);

	boolean existsByBoardIdAndReferenceRunAndActiveKeyIsNotNull(String boardId, String referenceRun);

	int countBySubmitterIdAndStatusIn(long submitterId, Collection<SubmissionStatus> statuses);

	int countByStatusIn(Collection<SubmissionStatus> statuses);

	/** Waiting before the one with this priority, time and id. */
	@Query("""
			select count(s) from Submission s where s.status = QUEUED and (s.priority > :priority
			or s.priority = :priority and (s.queuedAt < :queuedAt or s.queuedAt = :queuedAt and s.id < :id))""")
	int countBefore(int priority, Instant queuedAt, long id);

	List<Submission> findByStatusInOrderByPriorityDescQueuedAtAscIdAsc(Collection<SubmissionStatus> statuses, Limit limit);

	List<Submission> findByBoardIdAndStatusOrderByEndedAtDesc(String boardId, SubmissionStatus status, Limit limit);

}
