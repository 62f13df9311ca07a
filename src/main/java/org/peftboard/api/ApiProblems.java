package org.peftboard.api;

import org.peftboard.evaluator.contract.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What went wrong with a request of the API, as RFC 9457 has it. */
@RestControllerAdvice(assignableTypes = ReadApi.class)
class ApiProblems {

	@ExceptionHandler
	ProblemDetail refused(Problem.Refused refused) {
		ProblemDetail detail = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, refused.getMessage());
		detail.setTitle("Parameters were not understood");
		detail.setProperty("problems", refused.problems());
		return detail;
	}

	@ExceptionHandler
	ProblemDetail gone(ReadApi.Gone withdrawn) {
		ProblemDetail detail = ProblemDetail.forStatusAndDetail(HttpStatus.GONE, withdrawn.getMessage());
		detail.setTitle("Withdrawn");
		return detail;
	}

	@ExceptionHandler
	ProblemDetail notFound(ReadApi.NotFound nothing) {
		ProblemDetail detail = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, nothing.getMessage());
		detail.setTitle("Not found");
		return detail;
	}

}
