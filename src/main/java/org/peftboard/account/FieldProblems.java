package org.peftboard.account;

import java.util.List;

import org.peftboard.evaluator.contract.Problem;

/** The problems of a form, for its page. */
public record FieldProblems(List<Problem> all) {

	public FieldProblems {
		all = List.copyOf(all);
	}

	public boolean any() {
		return !all.isEmpty();
	}

	/** The id of the element to jump to: the field's, or the page's main part where the problem is no field's. */
	public String target(Problem problem) {
		return problem.field().matches("[A-Za-z]\\w*") ? problem.field() : "main";
	}

	/** The problems of one field. */
	public List<Problem> of(String field) {
		return all.stream().filter(problem -> problem.field().equals(field)).toList();
	}

	public boolean has(String field) {
		return !of(field).isEmpty();
	}

}
