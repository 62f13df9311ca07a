package org.peftboard.catalog;

import org.peftboard.evaluator.run.EvaluatorCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where this room reads from. */
@Configuration(proxyBeanMethods = false)
class CatalogConfiguration {

	/** The evaluator that ships with this application describes itself. */
	@Bean
	CatalogueSource catalogueSource() {
		return EvaluatorCatalogue::catalogue;
	}

}
