package org.peftboard.submission;

import java.time.Instant;

/**
 * A submission entered the queue; sent within the transaction that puts it there.
 *
 * @param priority greater goes first
 * @param turnAt   among equal priorities, the earlier goes first; not later than now by more than moments
 * @param need     what it needs of whoever evaluates it
 */
public record Submitted(long submissionId, int priority, Instant turnAt, Need need) {
}
