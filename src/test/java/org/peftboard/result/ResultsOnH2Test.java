package org.peftboard.result;

import jakarta.persistence.EntityManager;
import org.peftboard.OnH2;

@OnH2
class ResultsOnH2Test extends ResultsContract {

	ResultsOnH2Test(Results results, SeedImport seedImport, EntityManager entities) {
		super(results, seedImport, entities);
	}

}
