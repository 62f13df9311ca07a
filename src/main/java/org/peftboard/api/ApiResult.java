package org.peftboard.api;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.RowFacts;
import org.peftboard.result.Artifact;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;

/**
 * A result, as the API gives it. Absent means not known.
 *
 * @param id             for addresses
 * @param board          id of its board
 * @param provenance     MEASURED or PUBLISHED
 * @param score          task score, 0 to 100
 * @param parameterCost  in the board's unit, like the other costs
 * @param referenceRun   which of the board's reference runs it is
 * @param source         where a published row comes from
 * @param createdAt      when it was stored, ISO 8601
 * @param review         what was said of it: {@code verified by …}, {@code suspect: …}, {@code flagged}, {@code re-run of …}
 * @param files          files that can be downloaded; only in the answer about one result
 */
record ApiResult(String id, String board, String provenance, String title, String method, String methodTitle, String family, String baseModel,
		String hardwareClass, @Nullable String submitter, @Nullable String referenceRun, @Nullable Double score, @Nullable Double parameterCost,
		@Nullable Double latencyCost, @Nullable Double memoryCost, @Nullable Boolean mergeable, @Nullable Long adapterBytes, @Nullable String date,
		Map<String, Double> taskScores, List<RowFacts.Quantity> quantities, @Nullable Map<String, Object> config, List<RowFacts.Run> runs,
		List<String> cautions, @Nullable String source, String createdAt, String href, @Nullable String review, @Nullable List<File> files) {

	/** A file of a result. */
	record File(String name, long bytes, String sha256, String href) {

		static File of(StoredResult row, Artifact file) {
			return new File(file.fileName(), file.sizeBytes(), file.sha256(), "/results/" + row.publicId() + "/files/" + file.fileName());
		}

	}

	static ApiResult of(StoredResult row, Review review, @Nullable List<File> files) {
		RowFacts facts = row.facts();
		return new ApiResult(row.publicId(), row.boardId(), row.provenance().name(), row.title(), row.methodId(), row.methodTitle(), row.family(),
				row.baseModel(), row.hardwareClass(), row.submitter(), row.referenceRun(), row.score(), row.parameterCost(), row.latencyCost(),
				row.memoryCost(), facts.mergeable(), facts.adapterBytes(), facts.date(), facts.taskScores(), facts.quantities(), facts.config(),
				facts.runs(), facts.cautions(), row.note(), row.createdAt().toString(), "/results/" + row.publicId(), review.words(), files);
	}

}
