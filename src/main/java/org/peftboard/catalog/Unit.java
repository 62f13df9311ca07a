package org.peftboard.catalog;

/** The unit in which a board states one of its costs. */
public enum Unit {

	/** scalars */
	COUNT,
	/** hundredths of the base model */
	PERCENT,
	/** times the base model */
	RATIO,
	/** 10¹² floating-point operations */
	TERAFLOP,
	/** seconds */
	SECOND,
	/** thousandths of a second */
	MILLISECOND,
	/** 10⁹ bytes */
	GIGABYTE,
	/** bytes */
	BYTE

}
