package org.peftboard.evaluator.measure;

import java.util.function.Consumer;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * The C library's allocator (glibc's; elsewhere nothing happens). It keeps freed memory for later, which is fast, but makes resident memory say more about
 * its history than about need.
 */
final class NativeHeap {

	private static final int TRIM_THRESHOLD = -1;

	private static final int MMAP_THRESHOLD = -3;

	private static final int SMALLEST_MAPPED_BYTES = 64 * 1024;

	private static final int LARGEST_THRESHOLD_BYTES = 32 * 1024 * 1024;

	private static final int KEEP_BYTES = 512 * 1024 * 1024;

	private interface CLibrary extends Library {

		int malloc_trim(long padding);

		int mallopt(int parameter, int value);

	}

	private NativeHeap() {
	}

	/** From now on every tensor of 64 KiB or more is given back to the system when it is freed; what is free already is given back at once. */
	static void giveBack() {
		giveBackLater();
		tell(c -> c.malloc_trim(0));
	}

	/** The same for what is freed from now on; what is free already stays, so that a baseline read before keeps its meaning. */
	static void giveBackLater() {
		tell(c -> {
			c.mallopt(MMAP_THRESHOLD, SMALLEST_MAPPED_BYTES);
			c.mallopt(TRIM_THRESHOLD, SMALLEST_MAPPED_BYTES);
		});
	}

	/** From now on freed memory is kept for the next tensor. */
	static void keep() {
		tell(c -> {
			c.mallopt(MMAP_THRESHOLD, LARGEST_THRESHOLD_BYTES);
			c.mallopt(TRIM_THRESHOLD, KEEP_BYTES);
		});
	}

	private static void tell(Consumer<CLibrary> command) {
		if (!Platform.isLinux()) {
			return;
		}
		try {
			command.accept(Native.load("c", CLibrary.class));
		}
		catch (UnsatisfiedLinkError absent) {
			// another C library: there is nothing to ask
		}
	}

}
