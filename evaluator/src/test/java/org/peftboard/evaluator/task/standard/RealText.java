package org.peftboard.evaluator.task.standard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.peftboard.evaluator.SharedFolder;

/** The shared folder's real data, laid out as the tasks look for it; closing it lets them look elsewhere again. */
public final class RealText implements AutoCloseable {

	/** folder of a task and split of the hub, and the shared file that stands for it */
	private static final Map<String, String> FILES = files();

	private RealText() {
	}

	private static Map<String, String> files() {
		Map<String, String> files = new LinkedHashMap<>();
		files.put("gsm8k/train.jsonl", "gsm8k/train.jsonl");
		files.put("gsm8k/test.jsonl", "gsm8k/test.jsonl");
		files.put("boolq/train.jsonl", "boolq/boolq_train.jsonl");
		files.put("boolq/validation.jsonl", "boolq/superglue_val.jsonl");
		files.put("copa/train.jsonl", "copa/copa_train.jsonl");
		files.put("copa/validation.jsonl", "copa/superglue_val.jsonl");
		files.put("cb/train.jsonl", "cb/cb_train.jsonl");
		files.put("cb/validation.jsonl", "cb/superglue_val.jsonl");
		files.put("rte/train.jsonl", "rte/derived/rte_train.jsonl");
		files.put("rte/validation.jsonl", "rte/superglue_val.jsonl");
		files.put("mrpc/train.tsv", "mrpc/msr-para-train.tsv");
		files.put("mrpc/validation.tsv", "mrpc/msr-para-val.tsv");
		// the authors' one file; which 300 of its rows are the hub's test split is not known here
		files.put("svamp/test.json", "svamp/SVAMP.json");
		files.put("dialogsum/validation.jsonl", "dialogsum/dialogsum.dev.jsonl");
		files.put("dialogsum/test.jsonl", "dialogsum/dialogsum.test.jsonl");
		return files;
	}

	/** Copies the files; skips the test where they are not there. */
	public static RealText in(Path folder) throws IOException {
		for (Map.Entry<String, String> file : FILES.entrySet()) {
			Path target = folder.resolve(file.getKey());
			Files.createDirectories(target.getParent());
			Files.copy(SharedFolder.require("data/" + file.getValue()), target);
		}
		System.setProperty(Source.FOLDER_PROPERTY, folder.toString());
		return new RealText();
	}

	@Override
	public void close() {
		System.clearProperty(Source.FOLDER_PROPERTY);
	}

}
