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

	/** Ids alone, so that each can be locked before it is read. */
	@Query("select s.id from Submission s where s.submitterId = :submitterId order by s.id")
	List<Long> findIds(long submitterId);

	boolean existsByBoardIdAndReferenceRunAndActiveKeyIsNotNull(String boardId, String referenceRun);

	int countBySubmitterIdAndStatusIn(long submitterId, Collection<SubmissionStatus> statuses);

	/** Everything that waits, in no order. */
	@Query("""
			select new org.peftboard.submission.Waiting(s.id, s.priority, s.turnAt, s.boardId, s.configuration.methodId, s.configuration.seeds) from Submission s
			where s.status = QUEUED and s.turnAt is not null""")
	List<Waiting> findWaiting();

	List<Submission> findByStatusInOrderByPriorityDescTurnAtAscIdAsc(Collection<SubmissionStatus> statuses, Limit limit);

	/** The same configuration with at least so many seeds, under way or published and to be seen by everybody, the most seeds first. */
	@Query("""
			select s from Submission s where s.configuration.settingKey = :settingKey and s.activeKey is not null and s.configuration.seeds >= :seeds and s.searchId is null
			and (s.disclosure.embargoUntil is null or s.disclosure.embargoUntil <= :now or s.submitterId = :submitterId) order by s.configuration.seeds desc, s.id""")
	List<Submission> findSame(String settingKey, int seeds, long submitterId, Instant now);

	/** This person's published submissions of a configuration with fewer seeds. */
	@Query("""
			select s from Submission s where s.configuration.settingKey = :settingKey and s.submitterId = :submitterId and s.status = PUBLISHED
			and s.configuration.seeds < :seeds and s.searchId is null and s.referenceRun is null""")
	List<Submission> findWithFewerSeeds(String settingKey, long submitterId, int seeds);

	List<Submission> findBySearchIdOrderById(long searchId);

	Optional<Submission> findByDisclosureShareKey(String shareKey);

	Optional<Submission> findFirstByResultId(String resultId);

}
