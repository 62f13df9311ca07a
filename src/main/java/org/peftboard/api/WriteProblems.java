package org.peftboard.api;

import java.time.Clock;
import java.time.Duration;

import org.peftboard.evaluator.contract.Problem;
import org.peftboard.site.ProblemAnswer;
import org.peftboard.submission.IdempotentRequests;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What went wrong with a submission by program, as RFC 9457 has it: every field at once. */
@RestControllerAdvice(assignableTypes = WriteApi.class)
class WriteProblems {

	private final Clock clock;

	WriteProblems(Clock clock) {
		this.clock = clock;
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> refused(Problem.Refused refused) {
		boolean quota = refused.problems().stream().anyMatch(problem -> problem.field().equals("quota"));
		ProblemDetail detail = quota ? ProblemAnswer.of(HttpStatus.TOO_MANY_REQUESTS, "Quota used up", refused)
				: ProblemAnswer.of(HttpStatus.UNPROCESSABLE_CONTENT, "Cannot be submitted", refused);
		ResponseEntity.BodyBuilder answer = ResponseEntity.status(detail.getStatus());
		if (quota) {
			long day = Duration.ofDays(1).toSeconds();
			answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(day - clock.instant().getEpochSecond() % day));
		}
		return answer.body(detail);
	}

	@ExceptionHandler
	ProblemDetail notFound(ReadApi.NotFound nothing) {
		return ProblemAnswer.of(HttpStatus.NOT_FOUND, "Not found", nothing.getMessage());
	}

	@ExceptionHandler({ IdempotentRequests.Conflict.class, WriteApi.WrongState.class })
	ProblemDetail conflict(RuntimeException conflict) {
		return ProblemAnswer.of(HttpStatus.CONFLICT, "Cannot be done now", conflict.getMessage());
	}

}
