package org.peftboard.submission;

/** Submissions of one method on one board that go first. */
record Ahead(String boardId, String methodId, long submissions, long seeds) {
}
