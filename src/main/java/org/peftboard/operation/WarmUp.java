package org.peftboard.operation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Reads the busiest pages for some seconds after the start, so that their code is compiled before a crowd comes. Whoever asks is answered meanwhile; only readiness waits, so that what spreads requests
 * over several servers leaves this one alone until then.
 */
@Component
final class WarmUp implements HealthIndicator {

	private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

	/** Weights that nobody types, so that each is a page made anew. */
	private static final List<String> PATHS = List.of("/", "/?beta=0.0%05d", "/?gamma=0.0%05d&view=plot", "/methods", "/weights?alpha=0.0%05d", "/?alpha=0.0%05d", "/about/scoring",
			"/api/v1/boards", "/feed.atom");

	private final Duration time;

	private final String contextPath;

	private volatile boolean warm;

	WarmUp(@Value("${peftboard.warm-up}") Duration time, @Value("${peftboard.pages.enabled:true}") boolean pages, @Value("${server.servlet.context-path:}") String contextPath) {
		this.time = time;
		this.contextPath = contextPath;
		this.warm = !pages || time.isZero();
	}

	@Override
	public Health health() {
		return warm ? Health.up().build() : Health.outOfService().withDetail("why", "reads its own pages first").build();
	}

	@EventListener
	void ready(ApplicationReadyEvent event) {
		if (!warm && event.getApplicationContext() instanceof WebServerApplicationContext context && context.getWebServer() != null) {
			URI site = URI.create("http://localhost:" + context.getWebServer().getPort() + contextPath);
			Thread reader = new Thread(() -> warmUp(site), "warm-up");
			reader.setDaemon(true);
			reader.start();
		}
		else {
			warm = true;
		}
	}

	private void warmUp(URI site) {
		long start = System.nanoTime();
		int read = 0;
		HttpClient client = HttpClient.newHttpClient();
		try {
			for (; System.nanoTime() - start < time.toNanos(); read++) {
				URI page = URI.create(site + PATHS.get(read % PATHS.size()).formatted(read));
				client.send(HttpRequest.newBuilder(page).header("Accept-Encoding", "gzip").timeout(time.plusSeconds(5)).build(), BodyHandlers.discarding());
			}
			log.debug("Read {} of its own pages", read);
		}
		catch (IOException notThere) {
			log.info("This server does not answer under {} ({}), so it was not warmed up", site, notThere.toString());
		}
		catch (InterruptedException stopped) {
			Thread.currentThread().interrupt();
		}
		finally {
			warm = true;
		}
	}

}
