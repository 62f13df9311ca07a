package org.peftboard;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says where the board is, once it is there. */
@Component
final class Welcome {

	private static final Logger log = LoggerFactory.getLogger(Welcome.class);

	@EventListener
	void ready(ApplicationReadyEvent event) {
		if (event.getApplicationContext() instanceof WebServerApplicationContext context && context.getWebServer() != null) {
			log.info("The board is at http://localhost:{}/", context.getWebServer().getPort());
		}
	}

}
