package org.peftboard.operation;

import javax.sql.DataSource;

import org.peftboard.PostgresServer;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class BackupOnPostgresIT extends BackupContract {

	@Override
	DataSource empty() {
		return new DriverManagerDataSource(PostgresServer.newDatabase(), "postgres", "");
	}

}
