package org.peftboard.evaluator.task.standard;

import java.util.Map;
import org.peftboard.evaluator.task.Split;

/** XSum: say in one sentence what a news article is about. */
public final class XSum extends HubTask {

	public XSum() {
		super(Sheet.of("xsum", "XSum", "Say in one sentence what a news article is about.")
			.parquet(HubData.XSUM, null, "data", "train", 204_045, "test", 11_334)
			.data(Split.VALIDATION, HubData.XSUM, null, "data/validation-*.parquet", "validation", 11_332)
			.asks("", "summarize: {document}\n")
			.answers("{summary}", 64)
			.scored("rouge-2-stemmed", "rouge-1-stemmed", "rouge-l-stemmed", "rouge-lsum-stemmed")
			.licence("unknown (its card on the hub)")
			.cited("Narayan et al., XSum, 2018")
			.sample(Map.of("document", "The lamp on the hill was lit again on Monday. Mira had mended it.", "summary", "The lamp on the hill is lit again.")));
	}

}
