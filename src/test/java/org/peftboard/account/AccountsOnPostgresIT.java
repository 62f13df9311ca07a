package org.peftboard.account;

import org.peftboard.OnPostgres;

@OnPostgres
class AccountsOnPostgresIT extends AccountsContract {
}
