package org.peftboard.submission;

/**
 * What a submission needs of whoever evaluates it.
 *
 * @param hardwareClass id of the class of hardware that its board is of
 * @param memoryBytes   estimated peak of its training; 0 where nothing is known to estimate from, or nothing is trained
 */
public record Need(String hardwareClass, long memoryBytes) {
}
