package org.peftboard.submission;

import java.time.Instant;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/** A status that a submission entered, in which attempt, and when. */
@Embeddable
record StatusChange(@Enumerated(EnumType.STRING) SubmissionStatus status, int attempt, Instant changedAt) {
}
