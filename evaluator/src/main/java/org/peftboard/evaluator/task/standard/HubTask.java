package org.peftboard.evaluator.task.standard;

import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import org.peftboard.evaluator.contract.Catalogue.TaskCard;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.hub.HubRepository;
import org.peftboard.evaluator.hub.Row;
import org.peftboard.evaluator.hub.Table;
import org.peftboard.evaluator.task.Example;
import org.peftboard.evaluator.task.Split;
import org.peftboard.evaluator.task.Task;

/**
 * A task whose data lie on the hub.
 *
 * <p>Where the data has no split that chooses the checkpoint, a tenth of the training rows, rounded up, does: rows, not examples, so that a row with several
 * answers is on one side alone; which ones, the same on every machine, is drawn with a fixed seed. Rows are read from the files as they are needed; the
 * examples are kept while memory allows.
 */
public abstract class HubTask implements Task {

	private static final long HELD_OUT_SEED = 42;

	private final Sheet sheet;

	private final Map<Split, SoftReference<List<Example>>> read = new EnumMap<>(Split.class);

	HubTask(Sheet sheet) {
		this.sheet = sheet;
	}

	@Override
	public final TaskCard card() {
		return sheet.card();
	}

	/**
	 * @throws Problem.Refused where the files are not on this machine, with the command that fetches them; where a row lacks a column, has an unknown label, or
	 * a split has no rows
	 */
	@Override
	public final synchronized List<Example> examples(Split split) {
		SoftReference<List<Example>> known = read.get(split);
		List<Example> examples = known == null ? null : known.get();
		if (examples == null) {
			examples = List.copyOf(split == Split.TEST || sheet.sources().containsKey(Split.VALIDATION) ? ofFiles(split) : ofTrainingFiles(split));
			read.put(split, new SoftReference<>(examples));
		}
		return examples;
	}

	/**
	 * @throws Problem.Refused as {@link #examples}
	 */
	@Override
	public final Optional<String> dataOrigin() {
		return Optional.of(sheet.sources().values().stream().map(source -> source.found(sheet.folder).origin()).distinct().collect(Collectors.joining("; ")));
	}

	/** What to download: patterns of files by repository. */
	public final Map<HubRepository, List<String>> downloads() {
		Map<HubRepository, List<String>> downloads = new LinkedHashMap<>();
		sheet.sources().values().forEach(source -> {
			List<String> patterns = downloads.computeIfAbsent(source.repository(), unknown -> new ArrayList<>());
			if (!patterns.contains(source.card().pattern())) {
				patterns.add(source.card().pattern());
			}
		});
		return downloads;
	}

	private List<Example> ofFiles(Split split) {
		List<Example> examples = new ArrayList<>();
		int most = split == Split.VALIDATION ? sheet.mostRowsOfValidation() : Integer.MAX_VALUE;
		Table.read(sheet.sources().get(split).found(sheet.folder).files(), row -> {
			if (row.number() <= most) {
				add(examples, row, split);
			}
		});
		return required(examples, split);
	}

	/** The training rows that are held out, or those that are not. */
	private List<Example> ofTrainingFiles(Split split) {
		List<Path> files = sheet.sources().get(Split.TRAIN).found(sheet.folder).files();
		boolean[] heldOut = heldOut(Table.count(files));
		List<Example> examples = new ArrayList<>();
		int[] place = new int[1];
		Table.read(files, row -> {
			if (heldOut[place[0]++] == (split == Split.VALIDATION)) {
				add(examples, row, split);
			}
		});
		return required(examples, split);
	}

	private static boolean[] heldOut(int rows) {
		boolean[] heldOut = new boolean[rows];
		SplittableRandom random = new SplittableRandom(HELD_OUT_SEED);
		for (int left = Sheet.heldOut(rows); left > 0;) {
			int row = random.nextInt(rows);
			left -= heldOut[row] ? 0 : 1;
			heldOut[row] = true;
		}
		return heldOut;
	}

	private void add(List<Example> examples, Row row, Split split) {
		for (Sheet.Draft draft : sheet.drafts(row, split)) {
			String name = draft.name() == null ? "%06d".formatted(examples.size()) : draft.name();
			examples.add(new Example(split.id() + "-" + name, draft.prompt(), draft.answer()));
		}
	}

	private List<Example> required(List<Example> examples, Split split) {
		if (examples.isEmpty()) {
			Source source = sheet.sources().getOrDefault(split, sheet.sources().get(Split.TRAIN));
			throw new Problem.Refused("task " + sheet.id, "no rows in " + source.found(sheet.folder).files(),
					"at least one for the split " + split.id());
		}
		return examples;
	}

	final Sheet sheet() {
		return sheet;
	}

}
