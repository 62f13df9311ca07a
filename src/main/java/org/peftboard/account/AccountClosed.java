package org.peftboard.account;

/**
 * An account is being given up: whoever keeps something of it takes the name off, within the same transaction.
 *
 * @param person    as they were
 * @param pseudonym what stands in the place of the name from now on
 */
public record AccountClosed(SignedIn person, String pseudonym) {
}
