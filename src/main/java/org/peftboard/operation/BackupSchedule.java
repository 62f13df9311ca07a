package org.peftboard.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.peftboard.site.Setting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes a backup every so often while the server runs ({@code peftboard.backup.folder}, {@code .every}, {@code .keep}): the only way on a database file, which one
 * process holds. The newest are kept.
 */
@Component
@ConditionalOnProperty("peftboard.backup.folder")
class BackupSchedule implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(BackupSchedule.class);

	private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'peftboard-'yyyyMMdd'T'HHmmss'Z.zip'").withZone(ZoneOffset.UTC);

	private final DataSource database;

	private final Path folder;

	private final Duration every;

	private final int keep;

	private final Clock clock;

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
		Thread thread = new Thread(task, "backup");
		thread.setDaemon(true);
		return thread;
	});

	BackupSchedule(DataSource database, @Value("${peftboard.backup.folder}") String folder, @Value("${peftboard.backup.every:24h}") Duration every,
			@Value("${peftboard.backup.keep:7}") int keep, Clock clock) {
		this.database = database;
		this.folder = Path.of(folder).toAbsolutePath();
		this.every = Setting.atLeast("peftboard.backup.every", every, Duration.ofSeconds(1));
		this.keep = Setting.atLeast("peftboard.backup.keep", keep, 1);
		this.clock = clock;
	}

	@EventListener(ApplicationReadyEvent.class)
	void start() {
		timer.scheduleWithFixedDelay(this::makeIfDue, 1, Math.min(60, every.toSeconds()), TimeUnit.SECONDS);
	}

	/** By the age of the newest file, so that restarts neither skip nor repeat one. */
	void makeIfDue() {
		try {
			Files.createDirectories(folder);
			List<Path> made = made();
			Instant now = clock.instant();
			if (!made.isEmpty() && NAME.parse(made.get(0).getFileName().toString(), Instant::from).plus(every).isAfter(now)) {
				return;
			}
			Path file = folder.resolve(NAME.format(now));
			new Backup(database).to(file);
			Restore.verify(file);
			log.info("Backup {}, {} bytes", file, Files.size(file));
			for (Path old : made.subList(Math.min(made.size(), keep - 1), made.size())) {
				Files.delete(old);
			}
		}
		catch (IOException | SQLException | RuntimeException failed) {
			log.error("No backup was made; trying again in a minute", failed);
		}
	}

	/** Newest first. */
	private List<Path> made() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> file.getFileName().toString().matches("peftboard-\\d{8}T\\d{6}Z\\.zip")).sorted(Comparator.<Path>naturalOrder().reversed()).toList();
		}
	}

	@Override
	public void destroy() {
		timer.shutdownNow();
	}

}
