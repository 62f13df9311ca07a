package org.peftboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;

import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that turns read-only under an open database file, as file systems do that meet an error. No file system can be turned so from outside while a file is open for writing, so H2 gets a disk of our
 * own, which answers as the kernel does.
 */
class ReadOnlyFileTest {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@TempDir
	private Path folder;

	@BeforeAll
	static void register() {
		FilePath.register(new Disk());
	}

	@Test
	void aDatabaseFileOnADiskThatTurnsReadOnlyRefusesWhatItCannotKeepAndGoesOnByItself() {
		int kept;
		try (KeptRows rows = rows()) {
			kept = rows.added(0, 20);
			assertThat(kept).isEqualTo(20);
			Disk.readOnly = true;
			assertThat(rows.added(20, 20)).as("accepted on a read-only disk").isZero();
			await().atMost(PATIENCE).until(() -> rows.count() >= 0);
			assertThat(rows.count()).as("it can be read, and holds what was accepted").isEqualTo(kept);
			assertThat(rows.added(40, 3)).isZero();
			Disk.readOnly = false;
			await().atMost(PATIENCE).until(() -> {
				ReadOnlyFile.leave(rows.pool());
				return rows.added(1000, 1) == 1;
			});
			assertThat(rows.added(1001, 5)).isEqualTo(5);
		}
		finally {
			Disk.readOnly = false;
		}
		try (KeptRows rows = rows()) {
			assertThat(rows.count()).as("opened again").isEqualTo(kept + 6);
		}
	}

	private KeptRows rows() {
		return new KeptRows("disk:" + folder.resolve("database"), ClosedDatabase.class.getName());
	}

	/** Files below {@code disk:}. */
	public static final class Disk extends FilePathWrapper {

		private static volatile boolean readOnly;

		private static void requireWritable() throws IOException {
			if (readOnly) {
				throw new IOException("Read-only file system");
			}
		}

		@Override
		public String getScheme() {
			return "disk";
		}

		@Override
		public boolean canWrite() {
			return !readOnly && super.canWrite();
		}

		@Override
		public FileChannel open(String mode) throws IOException {
			if (!mode.equals("r")) {
				requireWritable();
			}
			return new OpenFile(super.open(mode));
		}

	}

	private static final class OpenFile extends FileBase {

		private final FileChannel file;

		OpenFile(FileChannel file) {
			this.file = file;
		}

		@Override
		public int read(ByteBuffer to) throws IOException {
			return file.read(to);
		}

		@Override
		public synchronized int read(ByteBuffer to, long position) throws IOException {
			return file.read(to, position);
		}

		@Override
		public int write(ByteBuffer from) throws IOException {
			Disk.requireWritable();
			return file.write(from);
		}

		@Override
		public synchronized int write(ByteBuffer from, long position) throws IOException {
			Disk.requireWritable();
			return file.write(from, position);
		}

		@Override
		public long position() throws IOException {
			return file.position();
		}

		@Override
		public FileChannel position(long position) throws IOException {
			file.position(position);
			return this;
		}

		@Override
		public long size() throws IOException {
			return file.size();
		}

		@Override
		public FileChannel truncate(long size) throws IOException {
			Disk.requireWritable();
			file.truncate(size);
			return this;
		}

		@Override
		public void force(boolean metaData) throws IOException {
			Disk.requireWritable();
			file.force(metaData);
		}

		@Override
		public FileLock tryLock(long position, long size, boolean shared) throws IOException {
			return file.tryLock(position, size, shared);
		}

		@Override
		protected void implCloseChannel() throws IOException {
			file.close();
		}

	}

}
