package org.peftboard.catalog;

import org.peftboard.evaluator.contract.Catalogue;

/** Where the evaluator's methods, tasks, base models and suites are read from. */
@FunctionalInterface
public interface CatalogueSource {

	/** Always the same catalogue; reading it loads no native library. */
	Catalogue catalogue();

}
