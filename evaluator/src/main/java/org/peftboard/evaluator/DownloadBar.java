package org.peftboard.evaluator;

import java.io.PrintWriter;
import java.util.Locale;

import org.peftboard.evaluator.hub.DownloadProgress;

/** A bar for each file: drawn over itself on a terminal, a line each tenth elsewhere. */
final class DownloadBar implements DownloadProgress {

	private static final int WIDTH = 30;

	private static final double MEGABYTE = 1e6;

	private final PrintWriter out;

	private final boolean terminal;

	private String last = "";

	DownloadBar(PrintWriter out, boolean terminal) {
		this.out = out;
		this.terminal = terminal;
	}

	@Override
	public void at(String file, long done, long total) {
		double share = total > 0 ? (double) done / total : 0;
		int steps = (int) (share * (terminal ? 100 : 10));
		String now = file + steps + (total < 0 ? done / (1 << 22) : "");
		if (now.equals(last)) {
			return;
		}
		last = now;
		boolean finished = done == total;
		out.print((terminal ? "\r" : "") + line(file, share, done, total) + (!terminal || finished ? System.lineSeparator() : ""));
		out.flush();
	}

	private static String line(String file, double share, long done, long total) {
		String bar = "#".repeat((int) (share * WIDTH)) + ".".repeat(WIDTH - (int) (share * WIDTH));
		String megabytes = total < 0 ? String.format(Locale.ROOT, "%.1f MB", done / MEGABYTE)
				: String.format(Locale.ROOT, "%3d %% of %.1f MB", (int) (share * 100), total / MEGABYTE);
		return "[" + bar + "] " + megabytes + "  " + file;
	}

}
