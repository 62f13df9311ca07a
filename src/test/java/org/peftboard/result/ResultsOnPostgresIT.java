package org.peftboard.result;

import jakarta.persistence.EntityManager;
import org.peftboard.OnPostgres;

@OnPostgres
class ResultsOnPostgresIT extends ResultsContract {

	ResultsOnPostgresIT(Results results, SeedImport seedImport, EntityManager entities) {
		super(results, seedImport, entities);
	}

}
