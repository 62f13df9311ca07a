package org.peftboard.evaluator.nn;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs TorchScript source into the archive that PyTorch loads as a module: a stored zip with the code, a pickled module without attributes, and the
 * format's version.
 *
 * <p>Source of the layout: <a href="https://pytorch.org/docs/main/jit.html">PyTorch's serialization format</a>, as read by {@code torch.jit.load}.
 */
final class ScriptArchive {

	private ScriptArchive() {
	}

	/** The archive of the module class {@code Ops} in the given source text. */
	static byte[] of(String source) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			store(zip, "ops/data.pkl", module());
			store(zip, "ops/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
			store(zip, "ops/constants.pkl", new byte[] { (byte) 0x80, 2, ')', '.' });
			store(zip, "ops/version", "10\n".getBytes(StandardCharsets.US_ASCII));
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
		return bytes.toByteArray();
	}

	static String source(String resource) {
		try (InputStream in = ScriptArchive.class.getResourceAsStream(resource)) {
			if (in == null) {
				throw new IllegalStateException(resource + " is missing from the class path");
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	/** Pickle, protocol 2: an instance of {@code __torch__.Ops} with the state {training: True, _is_full_backward_hook: None}. */
	private static byte[] module() throws IOException {
		ByteArrayOutputStream pickle = new ByteArrayOutputStream();
		pickle.write(new byte[] { (byte) 0x80, 2 });
		pickle.write("c__torch__\nOps\n)\u0081}(".getBytes(StandardCharsets.ISO_8859_1));
		text(pickle, "training");
		pickle.write(0x88);
		text(pickle, "_is_full_backward_hook");
		pickle.write("Nub.".getBytes(StandardCharsets.US_ASCII));
		return pickle.toByteArray();
	}

	private static void text(ByteArrayOutputStream pickle, String text) throws IOException {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		pickle.write('X');
		pickle.write(new byte[] { (byte) utf8.length, 0, 0, 0 });
		pickle.write(utf8);
	}

	private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
		CRC32 crc = new CRC32();
		crc.update(content);
		ZipEntry entry = new ZipEntry(name);
		entry.setMethod(ZipEntry.STORED);
		entry.setSize(content.length);
		entry.setCrc(crc.getValue());
		zip.putNextEntry(entry);
		zip.write(content);
		zip.closeEntry();
	}

}
