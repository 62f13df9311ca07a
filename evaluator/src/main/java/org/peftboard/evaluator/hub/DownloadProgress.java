package org.peftboard.evaluator.hub;

/** Told as a download goes on. */
@FunctionalInterface
public interface DownloadProgress {

	/**
	 * @param file  its path in the repository
	 * @param done  bytes that are here
	 * @param total bytes of the whole, −1 where the server does not say
	 */
	void at(String file, long done, long total);

}
