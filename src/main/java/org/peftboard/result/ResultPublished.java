package org.peftboard.result;

/** A result was published; sent within the transaction that stores it. */
public record ResultPublished(String publicId, String boardId, String evaluationKey) {
}
