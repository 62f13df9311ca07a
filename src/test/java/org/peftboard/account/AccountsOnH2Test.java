package org.peftboard.account;

import org.peftboard.OnH2;

@OnH2
class AccountsOnH2Test extends AccountsContract {
}
