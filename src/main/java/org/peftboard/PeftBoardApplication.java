package org.peftboard;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the board: pages, queue and, unless switched off, the embedded worker. */
@SpringBootApplication
public class PeftBoardApplication {

	public static void main(String[] args) {
		SpringApplication.run(PeftBoardApplication.class, args);
	}

}
