package org.peftboard.evaluator.task.standard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.FileCard;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.hub.HubCache;
import org.peftboard.evaluator.hub.HubRepository;
import org.peftboard.evaluator.hub.HubSettings;
import org.peftboard.evaluator.hub.Table;

/**
 * Files of a dataset's split, on the hub and on this machine.
 *
 * @param card what the catalogue says of them
 */
record Source(FileCard card) {

	/** A plain folder of files, {@code FOLDER/TASK/SPLIT.jsonl} or another kind; looked at before the hub's cache. */
	static final String FOLDER_PROPERTY = "peftboard.data";

	private static final String FOLDER_VARIABLE = "PEFTBOARD_DATA";

	HubRepository repository() {
		return new HubRepository(HubRepository.Kind.DATASET, card.hubId(), card.revision());
	}

	/**
	 * Files on this machine.
	 *
	 * @param origin which they are, in words: dataset and commit, or names in a plain folder
	 */
	record Found(List<Path> files, String origin) {
	}

	/**
	 * The files on this machine: those of a plain folder, else those of the hub's cache, of the card's revision where it is there, else of another one.
	 *
	 * @param task its folder's name in a plain folder of data
	 * @throws Problem.Refused where there are none, with the command that fetches them
	 */
	Found found(String task) {
		return found(task, HubSettings.ofEnvironment());
	}

	Found found(String task, HubSettings settings) {
		List<Path> plain = plainFiles(task);
		if (!plain.isEmpty()) {
			return new Found(plain, "folder " + task + ", " + plain.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", ")));
		}
		HubCache.Held held = new HubCache(settings.cache()).held(repository(), card.pattern()).orElseThrow(() -> new Problem.Refused("task " + task,
				"no " + card.pattern() + " of " + repository() + ", or not all of its parts, in " + settings.cache(),
				"these files: run 'evaluator fetch " + task + "', or lay " + card.split() + ".jsonl (or " + String.join(", ", Table.extensions())
						+ ") in a folder " + task + " and set " + FOLDER_VARIABLE + " to the folder above it"));
		return new Found(held.files(), origin(held.commit()));
	}

	private String origin(String commit) {
		boolean another = repository().isPinned() && !commit.equals(card.revision());
		return card.hubId() + " " + commit + (another ? ", another revision than " + card.revision() : "");
	}

	private List<Path> plainFiles(String task) {
		String folder = folder();
		if (folder == null) {
			return List.of();
		}
		Path data = Path.of(folder, task);
		if (!Files.isDirectory(data)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(data)) {
			String name = card.split() + "(-[\\w-]+)?\\.(" + String.join("|", Table.extensions()) + ")";
			return files.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	private static @Nullable String folder() {
		String property = System.getProperty(FOLDER_PROPERTY);
		return property != null ? property : System.getenv(FOLDER_VARIABLE);
	}

}
