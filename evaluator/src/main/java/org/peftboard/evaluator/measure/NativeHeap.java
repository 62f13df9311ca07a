package org.peftboard.evaluator.measure;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** The C library's allocator, which keeps freed memory for itself unless it is asked to give it back. */
final class NativeHeap {

	private interface CLibrary extends Library {

		int malloc_trim(long padding);

	}

	private NativeHeap() {
	}

	/** Gives freed memory back to the system, where the C library is glibc; does nothing elsewhere. */
	static void trim() {
		if (!Platform.isLinux()) {
			return;
		}
		try {
			Native.load("c", CLibrary.class).malloc_trim(0);
		}
		catch (UnsatisfiedLinkError absent) {
			// another C library: there is nothing to ask
		}
	}

}
