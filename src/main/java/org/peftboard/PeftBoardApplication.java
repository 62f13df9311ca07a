package org.peftboard;

import javax.sql.DataSource;

import org.peftboard.operation.Maintenance;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the board: pages, queue and, unless switched off, the embedded worker. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PeftBoardApplication {

	public static void main(String[] args) {
		if (Maintenance.asked(args)) {
			System.exit(Maintenance.run(args));
		}
		SpringApplication.run(PeftBoardApplication.class, ProcessRole.options(args));
	}

	/** One time for all machines: leases, heartbeats and the queue compare times that different ones wrote. */
	@Bean
	DatabaseClock clock(DataSource dataSource) {
		return new DatabaseClock(dataSource);
	}

}
