package org.peftboard.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Makes the administrator of a new site, with a password that is good for one sign-in. */
@Component
class FirstAdministrator implements ApplicationRunner {

	static final String NAME = "admin";

	private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

	private static final int LENGTH = 24;

	private final Accounts accounts;

	private final Path passwordFile;

	FirstAdministrator(Accounts accounts, @Value("${peftboard.data-folder}") String dataFolder) {
		this.accounts = accounts;
		// text and not a path: Spring would look for a path among the web resources
		this.passwordFile = Path.of(dataFolder, "administrator-password.txt");
	}

	@Override
	public void run(ApplicationArguments arguments) {
		if (accounts.administratorExists()) {
			return;
		}
		String password = Secrets.letters(LENGTH);
		write(password);
		if (accounts.createFirstAdministrator(NAME, password)) {
			log.info("First start: sign in as '{}' with the one-time password {} (also in {}); you will be asked for a new one", NAME, password,
					passwordFile);
		}
		else {
			// another server was faster: its password is the good one
			passwordChanged();
		}
	}

	/** Before the account is made: an account whose password was never written down would lock everyone out. */
	private void write(String password) {
		try {
			Files.createDirectories(passwordFile.toAbsolutePath().getParent());
			Files.deleteIfExists(passwordFile);
			try (var channel = Files.newByteChannel(passwordFile, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
				channel.write(ByteBuffer.wrap((password + "\n").getBytes(StandardCharsets.US_ASCII)));
			}
		}
		catch (IOException exception) {
			throw new UncheckedIOException("administrator's one-time password: cannot write " + passwordFile.toAbsolutePath()
					+ "; make the folder writable, or set peftboard.data-folder", exception);
		}
	}

	private FileAttribute<?>[] ownerOnly() {
		boolean posix = passwordFile.getFileSystem().supportedFileAttributeViews().contains("posix");
		return posix ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
	}

	/** The one-time password is spent; its file has nothing to tell any more. */
	void passwordChanged() {
		try {
			Files.deleteIfExists(passwordFile);
		}
		catch (IOException exception) {
			log.warn("{}: cannot be deleted, its password is spent: {}", passwordFile, exception.toString());
		}
	}

}
