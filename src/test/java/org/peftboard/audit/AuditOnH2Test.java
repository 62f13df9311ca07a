package org.peftboard.audit;

import org.peftboard.OnH2;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class AuditOnH2Test extends AuditContract {
}
