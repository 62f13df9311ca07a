package org.peftboard.account;

/** What a person may do; each role may do what the one before it may. */
public enum Role {

	/** submits, and sees the own submissions */
	RESEARCHER,
	/** sees and reviews every submission */
	REVIEWER,
	/** operates the site */
	ADMINISTRATOR;

	/** The name of this role as Spring Security's authority. */
	String authority() {
		return "ROLE_" + name();
	}

	/** Whether this role may do what {@code needed} may. */
	public boolean covers(Role needed) {
		return compareTo(needed) >= 0;
	}

}
