package org.peftboard.evaluator.task.standard;

import java.util.Map;
import org.peftboard.evaluator.task.Split;

/**
 * CNN/DailyMail 3.0.0: write the highlights of a news article. Validated on the first 1,600 articles; Lialin et al. test on the first 1,600 too, the whole test
 * split is tested here.
 */
public final class CnnDailyMail extends HubTask {

	public CnnDailyMail() {
		super(Sheet.of("cnn-dailymail", "CNN/DailyMail", "Write the highlights of a news article.")
			.parquet(HubData.CNN_DAILY_MAIL, "3.0.0", "3.0.0", "train", 287_113, "test", 11_490)
			.data(Split.VALIDATION, HubData.CNN_DAILY_MAIL, "3.0.0", "3.0.0/validation-*.parquet", "validation", 13_368)
			.firstOfValidation(1_600)
			.asks("", "summarize: {article}\n")
			.answers("{highlights}", 128)
			.scored("rouge-l-stemmed", "rouge-1-stemmed", "rouge-2-stemmed", "rouge-lsum-stemmed")
			.licence("Apache-2.0")
			.cited("Hermann et al., 2015; See et al., 2017")
			.sample(Map.of("article", "The lamp on the hill was lit again on Monday. Mira had mended it.", "highlights",
					"Lamp is lit again.\nMira mended it.")));
	}

}
