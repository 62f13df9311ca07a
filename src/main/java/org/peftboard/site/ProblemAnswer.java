package org.peftboard.site;

import org.peftboard.evaluator.contract.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** What a program is told that asked for what cannot be done, as RFC 9457 has it. */
public final class ProblemAnswer {

	private ProblemAnswer() {
	}

	public static ProblemDetail of(HttpStatus status, String title, String message) {
		ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, message);
		detail.setTitle(title);
		return detail;
	}

	/** With every problem of its own: field, value, need and what to do. */
	public static ProblemDetail of(HttpStatus status, String title, Problem.Refused refused) {
		ProblemDetail detail = of(status, title, refused.getMessage());
		detail.setProperty("problems", refused.problems());
		return detail;
	}

}
