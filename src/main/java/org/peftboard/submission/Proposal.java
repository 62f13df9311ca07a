package org.peftboard.submission;

import org.peftboard.evaluator.contract.MethodSetting;

/**
 * A configuration that somebody would like to have measured.
 *
 * @param suite   id of a suite of the catalogue
 * @param title   what its row is to be called; blank for a name made from the settings
 * @param setting the method, with what was set
 */
record Proposal(String suite, String title, MethodSetting setting) {
}
