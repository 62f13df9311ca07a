package org.peftboard.evaluator.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.WholeFile;

/**
 * The hub's cache on this machine, shared with Python: {@code blobs/ETAG} holds the bytes, {@code snapshots/COMMIT/FILE} links to them, {@code refs/BRANCH}
 * holds the commit that a branch pointed to last.
 *
 * <p>Source: <a href="https://huggingface.co/docs/hub/local-cache">Hub Local Cache</a>.
 */
public final class HubCache {

	private static final String MAIN = "main";

	private static final Pattern PART = Pattern.compile(".*-\\d{5}-of-(\\d{5})\\.\\w+");

	private final Path root;

	public HubCache(Path root) {
		this.root = root;
	}

	/** Files of one commit. */
	public record Held(String commit, List<Path> files) {
	}

	/** The folder of a revision's files; empty where nothing of it is here. */
	public Optional<Path> snapshot(HubRepository repository) {
		Path folder = root.resolve(repository.folder());
		return commit(repository).map(commit -> folder.resolve("snapshots").resolve(commit)).filter(Files::isDirectory);
	}

	private Optional<String> commit(HubRepository repository) {
		if (repository.isPinned()) {
			return Optional.of(repository.revision());
		}
		Path ref = ref(repository);
		try {
			return Files.isRegularFile(ref) ? Optional.of(Files.readString(ref).strip()) : Optional.empty();
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	private Path ref(HubRepository repository) {
		return root.resolve(repository.folder()).resolve("refs").resolve(repository.revision());
	}

	/** A file of a revision; empty where it is not here. */
	public Optional<Path> file(HubRepository repository, String file) {
		return snapshot(repository).map(folder -> inside(folder, file)).filter(Files::isRegularFile);
	}

	/** The files of a revision that match a pattern, {@code mnli/train-*.parquet}, by name. */
	public List<Path> files(HubRepository repository, String pattern) {
		return snapshot(repository).map(folder -> matching(folder, pattern)).orElse(List.of());
	}

	/**
	 * All files that match a pattern, of whatever revision of a repository lies here: its own; else what the branch main points to, as Python leaves it; else the
	 * only one that has such files.
	 *
	 * @return empty where no revision has them, or several have and none of them is one of the first two
	 */
	public Optional<Held> held(HubRepository repository, String pattern) {
		List<Held> all = snapshots(repository).stream()
			.map(folder -> new Held(folder.getFileName().toString(), matching(folder, pattern)))
			.filter(held -> !held.files().isEmpty() && isWhole(held.files()))
			.toList();
		Optional<Held> first = Stream.of(commit(repository), commit(repository.at(MAIN)))
			.flatMap(Optional::stream)
			.flatMap(commit -> all.stream().filter(held -> held.commit().equals(commit)))
			.findFirst();
		return first.isPresent() || all.size() != 1 ? first : Optional.of(all.get(0));
	}

	/** whether all parts are there of what is named {@code train-00000-of-00003.parquet}; a fetch that broke off leaves fewer */
	private static boolean isWhole(List<Path> files) {
		return files.stream().map(file -> PART.matcher(file.getFileName().toString())).filter(Matcher::matches)
			.allMatch(part -> Integer.parseInt(part.group(1)) == files.size());
	}

	private List<Path> snapshots(HubRepository repository) {
		Path folder = root.resolve(repository.folder()).resolve("snapshots");
		if (!Files.isDirectory(folder)) {
			return List.of();
		}
		try (Stream<Path> snapshots = Files.list(folder)) {
			return snapshots.filter(Files::isDirectory).sorted().toList();
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	private static List<Path> matching(Path folder, String pattern) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).filter(file -> matches(folder.relativize(file).toString().replace('\\', '/'), pattern)).sorted().toList();
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	/** whether a file's path in its repository matches a pattern; {@code *} does not pass a slash */
	static boolean matches(String file, String pattern) {
		PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
		return matcher.matches(Path.of(file));
	}

	/** Where the bytes of an entity tag lie, or will lie. */
	Path blob(HubRepository repository, String etag) {
		return root.resolve(repository.folder()).resolve("blobs").resolve(etag);
	}

	/** Makes a file of a commit known whose bytes are here, and what the branch points to. Gives the file. */
	Path link(HubRepository repository, String commit, String file, String etag) throws IOException {
		Path link = inside(root.resolve(repository.folder()).resolve("snapshots").resolve(commit), file);
		Path blob = blob(repository, etag);
		Files.createDirectories(link.getParent());
		Files.deleteIfExists(link);
		try {
			Files.createSymbolicLink(link, link.getParent().relativize(blob));
		}
		catch (FileAlreadyExistsException another) {
			return link;
		}
		catch (UnsupportedOperationException | IOException noLinks) {
			// as huggingface_hub where links are not allowed
			WholeFile.write(link, part -> Files.copy(blob, part));
		}
		if (!repository.isPinned()) {
			Files.createDirectories(ref(repository).getParent());
			WholeFile.write(ref(repository), part -> Files.writeString(part, commit));
		}
		return link;
	}

	private static Path inside(Path folder, String file) {
		Path path = folder.resolve(file).normalize();
		if (!path.startsWith(folder) || path.equals(folder)) {
			throw new Problem.Refused("file", "'" + file + "'", "a path inside its repository");
		}
		return path;
	}

}
