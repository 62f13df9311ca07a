package org.peftboard.evaluator.task;

/**
 * One item of a split, as text.
 *
 * @param id     the split's name and a number, "test-0007"
 * @param prompt what the model is given
 * @param answer what it should write next, its leading space included; the end-of-text token is not part of it
 */
public record Example(String id, String prompt, String answer) {
}
