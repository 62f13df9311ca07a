package org.peftboard.submission;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.adapter.HfPeftConfig;
import org.peftboard.evaluator.adapter.HfTrainingParams;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.springframework.web.multipart.MultipartFile;

/**
 * An experiment's folder as Hugging Face's method comparison has it: {@code adapter_config.json}, {@code training_params.json}, or both.
 *
 * @param setting what the files ask for; bounds are not checked yet
 * @param from    names of the files that were read
 * @param leftOut what stands in them and changes nothing here
 */
record HfFiles(MethodSetting setting, List<String> from, List<String> leftOut) {

	private static final String LEARNING_RATE = "learningRate";

	/**
	 * Reads what was uploaded.
	 *
	 * @param typed   the setting to which a {@code training_params.json} belongs that comes alone
	 * @param trained whether an adapter comes with them, which was trained elsewhere
	 * @throws Problem.Refused with everything that is wrong with the first file that is
	 */
	static HfFiles read(@Nullable MultipartFile config, @Nullable MultipartFile training, String architecture, MethodSetting typed, boolean trained) throws IOException {
		MethodSetting setting = typed;
		List<String> from = new ArrayList<>();
		List<String> leftOut = new ArrayList<>();
		if (config != null && !config.isEmpty()) {
			String json = JsonUpload.text(config, "file", "adapter_config.json");
			setting = trained ? HfPeftConfig.readTrained(json, architecture) : HfPeftConfig.read(json, architecture);
			leftOut.addAll(HfPeftConfig.leftOut(json));
			from.add("adapter_config.json");
		}
		if (training != null && !training.isEmpty()) {
			HfTrainingParams params = HfTrainingParams.read(JsonUpload.text(training, "trainingParams", "training_params.json"));
			Map<String, Object> settings = new LinkedHashMap<>(setting.settings());
			params.learningRate().ifPresent(rate -> settings.put(LEARNING_RATE, rate));
			setting = new MethodSetting(setting.id(), settings);
			leftOut.addAll(params.leftOut());
			from.add("training_params.json");
		}
		return new HfFiles(setting, from, leftOut);
	}

	/** What was done with the files, for the person who gave them. */
	String notice(String method, Words words) {
		String read = words.say("submit.read", String.join(words.say("submit.read.and"), from), method);
		return leftOut.isEmpty() ? read : words.say("submit.read.left", read, String.join(", ", leftOut));
	}

}
