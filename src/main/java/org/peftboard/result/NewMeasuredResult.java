package org.peftboard.result;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What one evaluation hands over for publication.
 *
 * @param evaluationKey the evaluation that it comes from; one evaluation publishes once
 * @param boardId       a measured board of the catalogue
 * @param title         what the row is called ("LoRA, rank 8")
 * @param submitter     name shown beside it
 * @param referenceRun  id of the board's reference run that this is; absent for submissions
 * @param resultJson    the evaluator's result document, kept byte for byte
 * @param artifacts     its files, without {@code result.json}, which is made from {@code resultJson}
 * @param visibleFrom   when everybody may see it; absent for at once
 */
public record NewMeasuredResult(String evaluationKey, String boardId, String title, String submitter, @Nullable String referenceRun,
		String resultJson, List<NewArtifact> artifacts, @Nullable Instant visibleFrom) {

	/** A result that everybody may see at once. */
	public NewMeasuredResult(String evaluationKey, String boardId, String title, String submitter, @Nullable String referenceRun, String resultJson,
			List<NewArtifact> artifacts) {
		this(evaluationKey, boardId, title, submitter, referenceRun, resultJson, artifacts, null);
	}

	/** The same, for what its owner decided of name and embargo while it was measured. */
	public NewMeasuredResult shown(String name, @Nullable Instant from) {
		return new NewMeasuredResult(evaluationKey, boardId, title, name, referenceRun, resultJson, artifacts, from);
	}

	public NewMeasuredResult {
		artifacts = List.copyOf(artifacts);
	}

}
