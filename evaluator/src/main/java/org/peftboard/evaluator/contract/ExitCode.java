package org.peftboard.evaluator.contract;

/** How an evaluator process ended, and whose matter that is. The numbers follow {@code sysexits.h} and common shells where they have one. */
public enum ExitCode {

	/** everything measured and written */
	FINISHED(0, Fault.NONE),
	/** the command line could not be understood */
	USAGE(2, Fault.USER),
	/** the request, or a file that it names, is wrong */
	REFUSED(64, Fault.USER),
	/** the setting trained to a loss that is not a number */
	DIVERGED(65, Fault.USER),
	/** a replay was measured and written, and differs from what was published */
	DIFFERENT(66, Fault.NONE),
	/** the device's memory does not hold the setting */
	OUT_OF_MEMORY(67, Fault.USER),
	/** anything unforeseen in the evaluator or the engine */
	INTERNAL(70, Fault.PLATFORM),
	/** a file could not be written: full disk, no permission */
	IO(74, Fault.PLATFORM),
	/** the deadline passed */
	DEADLINE(124, Fault.USER),
	/** asked to stop: Ctrl-C or SIGTERM */
	INTERRUPTED(130, Fault.NONE);

	private final int code;

	private final Fault fault;

	ExitCode(int code, Fault fault) {
		this.code = code;
		this.fault = fault;
	}

	public int code() {
		return code;
	}

	public Fault fault() {
		return fault;
	}

	/** The exit code with this number; any other number, a killed process among them, is the platform's fault. */
	public static ExitCode of(int code) {
		for (ExitCode exitCode : values()) {
			if (exitCode.code == code) {
				return exitCode;
			}
		}
		return INTERNAL;
	}

	/** Whose matter an ending is: a platform fault is tried again and costs the user nothing. */
	public enum Fault {

		NONE, USER, PLATFORM

	}

}
