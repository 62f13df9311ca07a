package org.peftboard.submission;

/**
 * A submission entered the queue; sent within the transaction that puts it there.
 *
 * @param priority greater goes first
 */
public record Submitted(long submissionId, int priority) {
}
