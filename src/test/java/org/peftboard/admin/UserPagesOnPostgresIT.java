package org.peftboard.admin;

import org.peftboard.OnPostgres;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@OnPostgres
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@AutoConfigureMockMvc
class UserPagesOnPostgresIT extends UserPagesContract {
}
