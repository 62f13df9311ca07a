package org.peftboard.operation;

import javax.sql.DataSource;

class BackupOnH2Test extends BackupContract {

	@Override
	DataSource empty() {
		return emptyH2();
	}

}
