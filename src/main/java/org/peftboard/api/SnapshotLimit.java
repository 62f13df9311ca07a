package org.peftboard.api;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.peftboard.site.ClientNetwork;
import org.springframework.stereotype.Component;

/** Anybody may freeze a view, so each address may do it only so often in an hour. Lives in memory: a restart forgives. */
@Component
final class SnapshotLimit {

	static final int MOST_PER_HOUR = 60;

	private final Cache<String, AtomicInteger> counts = Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(1)).maximumSize(50_000).build();

	boolean allows(String address) {
		return counts.get(ClientNetwork.of(address), key -> new AtomicInteger()).incrementAndGet() <= MOST_PER_HOUR;
	}

}
