package org.peftboard.operation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.peftboard.site.Setting;
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
 * Reads the busiest pages after the start until rounds of them take the same time, so that their code is compiled before a crowd comes, or until a time is over. Whoever asks is answered meanwhile; only readiness waits, so that what spreads requests
 * over several servers leaves this one alone until then.
 */
@Component
final class WarmUp implements HealthIndicator {

	private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

	/** Weights that nobody types, so that each is a page made anew. */
	private static final List<String> PATHS = List.of("/", "/?beta=0.0%05d", "/?gamma=0.0%05d&view=plot", "/methods", "/weights?alpha=0.0%05d", "/?alpha=0.0%05d", "/about/scoring",
			"/api/v1/boards", "/feed.atom");

	/** so many rounds in a row, none of which took twice the time of another, and the code is compiled */
	private static final int STEADY_ROUNDS = 8;

	private final Duration longest;

	private final String contextPath;

	private volatile boolean warm;

	WarmUp(@Value("${peftboard.warm-up}") Duration longest, @Value("${peftboard.pages.enabled:true}") boolean pages, @Value("${server.servlet.context-path:}") String contextPath) {
		this.longest = Setting.atLeast("peftboard.warm-up", longest, Duration.ZERO);
		this.contextPath = contextPath;
		this.warm = !pages || longest.isZero();
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
		Instant end = Instant.now().plus(longest);
		List<Duration> rounds = new ArrayList<>();
		HttpClient client = HttpClient.newHttpClient();
		try {
			while (Instant.now().isBefore(end) && !isSteady(rounds)) {
				Instant start = Instant.now();
				for (String path : PATHS) {
					client.send(request(site, path.formatted(rounds.size())), BodyHandlers.discarding());
				}
				rounds.add(Duration.between(start, Instant.now()));
			}
			log.debug("Read its own pages {} times, the last time in {}", rounds.size(), rounds.isEmpty() ? Duration.ZERO : rounds.get(rounds.size() - 1));
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

	private HttpRequest request(URI site, String path) {
		return HttpRequest.newBuilder(URI.create(site + path)).header("Accept-Encoding", "gzip").timeout(longest.plusSeconds(5)).build();
	}

	static boolean isSteady(List<Duration> rounds) {
		if (rounds.size() < STEADY_ROUNDS) {
			return false;
		}
		List<Duration> last = rounds.subList(rounds.size() - STEADY_ROUNDS, rounds.size());
		return Collections.max(last).compareTo(Collections.min(last).multipliedBy(2)) < 0;
	}

}
