package org.peftboard.result;

/** Something was said of a result that changes how it stands; sent within the transaction that says so. */
public record ResultMarked(String publicId, String boardId) {
}
