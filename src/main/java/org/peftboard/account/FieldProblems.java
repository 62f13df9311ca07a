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

	/** The problems of one field. */
	public List<Problem> of(String field) {
		return all.stream().filter(problem -> problem.field().equals(field)).toList();
	}

	public boolean has(String field) {
		return !of(field).isEmpty();
	}

}
