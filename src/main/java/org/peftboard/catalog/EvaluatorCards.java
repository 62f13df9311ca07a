package org.peftboard.catalog;

import java.util.Optional;

import org.peftboard.evaluator.contract.Catalogue;
import org.peftboard.evaluator.contract.Registry;
import org.springframework.stereotype.Service;

/** The evaluator's cards by id: methods, base models, tasks, suites. */
@Service
public final class EvaluatorCards {

	private final Catalogue catalogue;

	private final Registry<Catalogue.MethodCard> methods;

	private final Registry<Catalogue.BaseModelCard> baseModels;

	private final Registry<Catalogue.SuiteCard> suites;

	EvaluatorCards(CatalogueSource source) {
		this.catalogue = source.catalogue();
		this.methods = new Registry<>("method", catalogue.methods(), Catalogue.MethodCard::id);
		this.baseModels = new Registry<>("base model", catalogue.baseModels(), Catalogue.BaseModelCard::id);
		this.suites = new Registry<>("suite", catalogue.suites(), Catalogue.SuiteCard::id);
	}

	public Catalogue catalogue() {
		return catalogue;
	}

	/** Refuses an unknown id, naming the known ones. */
	public Catalogue.MethodCard method(String id) {
		return methods.get(id);
	}

	public Catalogue.BaseModelCard baseModel(String id) {
		return baseModels.get(id);
	}

	public Catalogue.SuiteCard suite(String id) {
		return suites.get(id);
	}

	public Optional<Catalogue.TaskCard> task(String id) {
		return catalogue.tasks().stream().filter(task -> task.id().equals(id)).findFirst();
	}

}
