package org.peftboard.evaluation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

import static org.assertj.core.api.Assertions.assertThat;

/** A small file system of its own, in memory, to be filled or made read-only. Only root can mount one. */
final class SmallDisk implements AutoCloseable {

	private final Path folder;

	private final boolean mounted;

	private SmallDisk(Path folder, boolean mounted) {
		this.folder = folder;
		this.mounted = mounted;
	}

	/** @param megabytes what it holds */
	static SmallDisk of(int megabytes) throws IOException, InterruptedException {
		Path folder = Files.createTempDirectory("peftboard-disk", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
		return new SmallDisk(folder, run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=755", "none", folder.toString()));
	}

	private static boolean run(String... command) throws IOException, InterruptedException {
		return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
	}

	boolean isMounted() {
		return mounted;
	}

	Path folder() {
		return folder;
	}

	boolean readOnly() throws IOException, InterruptedException {
		return run("mount", "-o", "remount,ro", folder.toString());
	}

	boolean writable() throws IOException, InterruptedException {
		return run("mount", "-o", "remount,rw", folder.toString());
	}

	/** To the last byte. */
	void fill() {
		try (OutputStream out = Files.newOutputStream(filling())) {
			while (true) {
				out.write(new byte[1 << 20]);
			}
		}
		catch (IOException full) {
			fillTheRest();
		}
	}

	private void fillTheRest() {
		try (OutputStream out = Files.newOutputStream(filling(), StandardOpenOption.APPEND)) {
			while (true) {
				out.write(0);
			}
		}
		catch (IOException reallyFull) {
			assertThat(reallyFull).hasMessageContaining("No space left");
		}
	}

	/** Takes away what filled it. */
	void free() throws IOException {
		Files.deleteIfExists(filling());
	}

	private Path filling() {
		return folder.resolve("filling");
	}

	@Override
	public void close() throws IOException, InterruptedException {
		if (mounted) {
			run("umount", "--lazy", folder.toString());
		}
		Files.deleteIfExists(folder);
	}

}
