package org.peftboard.submission;

/** Who asks. */
record Submitter(long id, String name) {
}
