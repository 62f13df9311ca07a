package org.peftboard;

import java.time.Clock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the board: pages, queue and, unless switched off, the embedded worker. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PeftBoardApplication {

	public static void main(String[] args) {
		SpringApplication.run(PeftBoardApplication.class, args);
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
