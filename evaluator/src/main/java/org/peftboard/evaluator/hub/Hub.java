package org.peftboard.evaluator.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import tools.jackson.databind.JsonNode;

/**
 * Downloads files of the hub into its cache.
 *
 * <p>A file is written beside its place and moved there when it is whole and its checksum is right, so whoever reads the cache never sees a part of one. A
 * part that a broken connection left behind, {@code blobs/ETAG.incomplete}, is gone on with, in the same run and in the next; a part that cannot become
 * right (wrong checksum, full disk) is deleted. The token goes to the endpoint and to no other host.
 */
public final class Hub {

	private static final int ATTEMPTS = 5;

	private static final int BUFFER_BYTES = 1 << 16;

	private final HubSettings settings;

	private final HubCache cache;

	private final HubConnection connection;

	private final DownloadProgress progress;

	public Hub(HubSettings settings, DownloadProgress progress) {
		this(settings, progress, new HubConnection(settings));
	}

	Hub(HubSettings settings, DownloadProgress progress, HubConnection connection) {
		this.settings = settings;
		this.cache = new HubCache(settings.cache());
		this.progress = progress;
		this.connection = connection;
	}

	/**
	 * Downloads every file that matches one of the patterns; files that are here already are not downloaded again.
	 *
	 * @return where they are
	 * @throws Problem.Refused naming what is wrong and what to do: offline, gated, unknown repository, revision or file, full disk, checksum
	 */
	public List<Path> fetch(HubRepository repository, List<String> patterns) {
		if (settings.offline()) {
			return fetchOffline(repository, patterns);
		}
		List<String> files = list(repository);
		List<Path> fetched = new ArrayList<>();
		for (String pattern : patterns) {
			List<String> matching = files.stream().filter(file -> HubCache.matches(file, pattern)).sorted().toList();
			if (matching.isEmpty()) {
				throw new Problem.Refused("file", "'" + pattern + "'", "a file of " + repository + ", which has " + files.size() + " files: " + files);
			}
			matching.forEach(file -> fetched.add(fetch(repository, file)));
		}
		return fetched;
	}

	private List<Path> fetchOffline(HubRepository repository, List<String> patterns) {
		List<Path> here = new ArrayList<>();
		for (String pattern : patterns) {
			List<Path> files = cache.files(repository, pattern);
			if (files.isEmpty()) {
				throw new Problem.Refused("HF_HUB_OFFLINE", "set, and '" + pattern + "' of " + repository + " is not in " + settings.cache(),
						"the file there, or a run without HF_HUB_OFFLINE");
			}
			here.addAll(files);
		}
		return here;
	}

	private List<String> list(HubRepository repository) {
		try {
			JsonNode listing = Json.tree(repository.toString(), connection.text(repository, repository.listing(settings.endpoint())));
			List<String> files = new ArrayList<>();
			listing.path("siblings").forEach(file -> files.add(file.path("rfilename").asString()));
			return files;
		}
		catch (IOException exception) {
			throw unreachable(repository, "its list of files", exception);
		}
	}

	/** Downloads one file. */
	public Path fetch(HubRepository repository, String file) {
		try {
			HubConnection.Head head = connection.head(repository, file);
			requireCommit(repository, file, head.commit());
			Path blob = cache.blob(repository, head.etag());
			if (!Files.exists(blob)) {
				requireSpace(file, blob, head.size());
				download(repository, file, head, blob);
			}
			return cache.link(repository, head.commit(), file, head.etag());
		}
		catch (IOException exception) {
			throw unreachable(repository, file, exception);
		}
	}

	private static void requireCommit(HubRepository repository, String file, String commit) {
		if (repository.isPinned() && !commit.equals(repository.revision())) {
			throw new Problem.Refused("commit of " + file, commit,
					repository.revision() + ", which was asked for: HF_ENDPOINT gives another revision of " + repository.id());
		}
	}

	private void requireSpace(String file, Path blob, long size) throws IOException {
		Files.createDirectories(blob.getParent());
		long free = Files.getFileStore(blob.getParent()).getUsableSpace();
		if (size > free) {
			throw new Problem.Refused("disk", free + " bytes free in " + settings.cache(),
					size + " bytes for " + file + ": free some space, or choose another folder with HF_HUB_CACHE");
		}
	}

	private void download(HubRepository repository, String file, HubConnection.Head head, Path blob) throws IOException {
		Path part = blob.resolveSibling(blob.getFileName() + ".incomplete");
		try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock lock = lock(channel, file)) {
			receive(repository, file, head, channel);
		}
		catch (FullDisk full) {
			Files.delete(part);
			throw new Problem.Refused("disk", "full after " + full.written + " bytes of " + file + " (" + full.getMessage() + ")",
					head.size() + " bytes in " + settings.cache() + ": free some space, or choose another folder with HF_HUB_CACHE");
		}
		catch (IOException broken) {
			long received = Files.size(part);
			if (received == 0) {
				Files.delete(part);
			}
			throw new IOException("broke off after " + received + " of " + head.size() + " bytes (" + broken.getMessage() + ")", broken);
		}
		requireChecksum(repository, file, head, part);
		Files.move(part, blob, StandardCopyOption.ATOMIC_MOVE);
	}

	private static FileLock lock(FileChannel channel, String file) throws IOException {
		try {
			FileLock lock = channel.tryLock();
			if (lock != null) {
				return lock;
			}
		}
		catch (OverlappingFileLockException ours) {
			// another thread of this process
		}
		throw new Problem.Refused("file", file + ", which another process is downloading", "to wait for that, then to try again");
	}

	/** Fills the part, going on where it broke off, a few times. */
	private void receive(HubRepository repository, String file, HubConnection.Head head, FileChannel part) throws IOException {
		for (int attempt = 1;; attempt++) {
			try {
				append(repository, file, head, part);
				if (head.size() < 0 || part.size() == head.size()) {
					return;
				}
				throw new IOException("the connection ended");
			}
			catch (FullDisk full) {
				throw full;
			}
			catch (IOException broken) {
				if (attempt == ATTEMPTS) {
					throw broken;
				}
				connection.pause(attempt);
			}
		}
	}

	/** Thrown where the disk takes no more, to be told from a broken connection. */
	private static final class FullDisk extends IOException {

		private static final long serialVersionUID = 1L;

		private final long written;

		FullDisk(IOException cause, long written) {
			super(cause.getMessage(), cause);
			this.written = written;
		}

	}

	private void append(HubRepository repository, String file, HubConnection.Head head, FileChannel part) throws IOException {
		long have = head.size() >= 0 && part.size() > head.size() ? 0 : part.size();
		if (have == head.size()) {
			return;
		}
		try (HubConnection.Body body = connection.body(repository, file, have)) {
			part.truncate(body.start()).position(body.start());
			long done = body.start();
			byte[] buffer = new byte[BUFFER_BYTES];
			for (int read; (read = body.stream().read(buffer)) >= 0;) {
				write(part, buffer, read, done);
				done += read;
				progress.at(file, done, head.size());
			}
		}
	}

	private static void write(FileChannel part, byte[] buffer, int length, long done) throws FullDisk {
		try {
			part.write(ByteBuffer.wrap(buffer, 0, length));
		}
		catch (IOException exception) {
			throw new FullDisk(exception, done);
		}
	}

	private static void requireChecksum(HubRepository repository, String file, HubConnection.Head head, Path part) throws IOException {
		String got = switch (head.etag().length()) {
			case 64 -> Checksum.sha256(part);
			case 40 -> Checksum.gitBlob(part);
			default -> head.etag();
		};
		if (!got.equals(head.etag())) {
			Files.delete(part);
			throw new Problem.Refused("checksum of " + file, got, head.etag() + ", as " + repository + " says; the download was deleted, try again");
		}
	}

	private static Problem.Refused unreachable(HubRepository repository, String what, IOException exception) {
		return new Problem.Refused("download of " + what, exception.getClass().getSimpleName() + ": " + exception.getMessage(),
				"a connection to the hub for " + repository + "; what was received is kept, try again");
	}

}
