package org.peftboard.submission;

import org.peftboard.OnH2;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class LifeOnH2Test extends LifeContract {
}
