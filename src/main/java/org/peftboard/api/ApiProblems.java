package org.peftboard.api;

import org.peftboard.evaluator.contract.Problem;
import org.peftboard.site.ProblemAnswer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What went wrong with a request of the API, as RFC 9457 has it. */
@RestControllerAdvice(assignableTypes = ReadApi.class)
class ApiProblems {

	@ExceptionHandler
	ProblemDetail refused(Problem.Refused refused) {
		return ProblemAnswer.of(HttpStatus.BAD_REQUEST, "Parameters were not understood", refused);
	}

	@ExceptionHandler
	ProblemDetail gone(ReadApi.Gone withdrawn) {
		return ProblemAnswer.of(HttpStatus.GONE, "Withdrawn", withdrawn.getMessage());
	}

	@ExceptionHandler
	ProblemDetail notFound(ReadApi.NotFound nothing) {
		return ProblemAnswer.of(HttpStatus.NOT_FOUND, "Not found", nothing.getMessage());
	}

}
