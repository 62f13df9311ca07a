package org.peftboard.submission;

/** A submission was cancelled; sent within the transaction that does so. */
public record Cancelled(long submissionId) {
}
