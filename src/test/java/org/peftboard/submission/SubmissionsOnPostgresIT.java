package org.peftboard.submission;

import org.peftboard.OnPostgres;

@OnPostgres
class SubmissionsOnPostgresIT extends SubmissionsContract {
}
