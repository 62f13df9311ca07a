package org.peftboard.evaluation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One evaluation at a time on a machine's processors, and one on its GPU: a lock on a file in the folder for temporary files, which the kernel gives back when its holder dies. Containers that
 * share a machine do not see each other's; give each its own processors.
 */
@Component
final class MachineLock {

	private static final Logger log = LoggerFactory.getLogger(MachineLock.class);

	private final boolean exclusive;

	private final Path file;

	MachineLock(EvaluationSettings settings, ThisWorker worker) {
		this.exclusive = settings.exclusive();
		this.file = Path.of(System.getProperty("java.io.tmpdir"), "peftboard-" + worker.device() + ".lock");
	}

	/** The machine, to be closed; empty while another worker has it. */
	Optional<AutoCloseable> take() {
		if (!exclusive) {
			return Optional.of(() -> {
			});
		}
		try {
			FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			FileLock lock = lock(channel);
			if (lock == null) {
				channel.close();
				return Optional.empty();
			}
			return Optional.of(channel::close);
		}
		catch (IOException notOurs) {
			log.warn("{}: cannot be locked, so other workers of this machine may measure at the same time: {}", file, notOurs.toString());
			return Optional.of(() -> {
			});
		}
	}

	private static FileLock lock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException heldByThisProcess) {
			return null;
		}
	}

}
