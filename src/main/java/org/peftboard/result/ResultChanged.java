package org.peftboard.result;

/** Something happened to a result after it was published: it was taken back, named, or shown; sent within the transaction that does so. */
public record ResultChanged(String publicId) {
}
