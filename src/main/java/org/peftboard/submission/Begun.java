package org.peftboard.submission;

/**
 * A submission was leased for the first time; sent within the transaction that does so. Should the attempt be lost, it is to be finished before others are begun.
 *
 * @param priority greater than before
 */
public record Begun(long submissionId, int priority) {
}
