package org.peftboard.submission;

import org.peftboard.OnPostgres;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@OnPostgres
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class LifeOnPostgresIT extends LifeContract {
}
