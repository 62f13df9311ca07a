package org.peftboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server for tests, from Maven artifacts: one per test run, started at first use, with a fresh database for each who asks.
 *
 * <p>PostgreSQL refuses to run as root, so a test run of root starts it as {@code nobody}.
 */
public final class PostgresServer {

	private static final String UNPRIVILEGED = "nobody";

	private static PostgresServer running;

	private final Path home;

	private final Path data;

	private final int port;

	private Process server;

	/** @param disk where the data lie; beside the server itself where there is none */
	private PostgresServer(@Nullable Path disk) throws IOException, InterruptedException {
		home = Files.createTempDirectory("peftboard-postgres", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
		port = freePort();
		Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
		unpack(home.resolve("server"));
		data = Files.createDirectory((disk == null ? home : disk).resolve("data"));
		if (root()) {
			Files.setOwner(data, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(UNPRIVILEGED));
		}
		Process initialisation = start("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF-8", "--locale=C", "--no-sync", "-D", data.toString());
		if (!initialisation.waitFor(60, TimeUnit.SECONDS) || initialisation.exitValue() != 0) {
			throw new IllegalStateException("initdb failed:\n" + Files.readString(home.resolve("initdb.log")));
		}
		startAgain();
	}

	/** A server of one's own, to be restarted; others are not disturbed by it. */
	public static PostgresServer own() throws IOException, InterruptedException {
		return new PostgresServer(null);
	}

	/** The same with its data on a disk of their own. */
	public static PostgresServer on(Path disk) throws IOException, InterruptedException {
		return new PostgresServer(disk);
	}

	/** Starts it, the first time or after {@link #crash()}. */
	public void startAgain() throws IOException, InterruptedException {
		server = start("postgres", "-D", data.toString(), "-p", String.valueOf(port), "-c", "fsync=off", "-c", "unix_socket_directories=",
				"-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200");
		awaitReady();
	}

	/** It ends itself where it cannot write its log ahead. */
	public boolean alive() {
		return server.isAlive();
	}

	/** Ends it at once, without a checkpoint: every connection breaks, and the next start recovers from the log (SIGQUIT, "immediate shutdown"). */
	public void crash() throws IOException, InterruptedException {
		new ProcessBuilder("kill", "-QUIT", String.valueOf(server.pid())).start().waitFor();
		if (!server.waitFor(30, TimeUnit.SECONDS)) {
			throw new IllegalStateException("PostgreSQL does not stop");
		}
	}

	/** The JDBC address of a new, empty database; user {@code postgres}, no password. */
	public static synchronized String newDatabase() {
		try {
			if (running == null) {
				running = new PostgresServer(null);
			}
			return running.createDatabase();
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
		catch (SQLException | InterruptedException exception) {
			throw new IllegalStateException(exception);
		}
	}

	/** The JDBC address of a new, empty database on this server; user {@code postgres}, no password. */
	public String createDatabase() throws SQLException {
		String name = "test_" + UUID.randomUUID().toString().replace("-", "");
		try (Connection connection = connect(); var statement = connection.createStatement()) {
			statement.execute("create database " + name);
		}
		return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
	}

	private Connection connect() throws SQLException {
		return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
	}

	private void awaitReady() throws IOException, InterruptedException {
		for (int tries = 0; tries < 300 && server.isAlive(); tries++) {
			try (Connection connection = connect()) {
				return;
			}
			catch (SQLException notYet) {
				Thread.sleep(100);
			}
		}
		throw new IllegalStateException("PostgreSQL did not start:\n" + Files.readString(home.resolve("postgres.log")));
	}

	private Process start(String program, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		if (root()) {
			command.addAll(List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=nogroup", "--clear-groups"));
		}
		command.add(home.resolve("server/bin/" + program).toString());
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).directory(home.toFile())
			.redirectErrorStream(true)
			.redirectOutput(home.resolve(program + ".log").toFile())
			.start();
	}

	private static boolean root() {
		return "root".equals(System.getProperty("user.name"));
	}

	private static void unpack(Path folder) throws IOException {
		try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(System.getProperty("os.name"), System.getProperty("os.arch"));
				TarArchiveInputStream entries = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
			for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
				unpack(entries, entry, folder.resolve(entry.getName()));
			}
		}
	}

	private static void unpack(InputStream content, TarArchiveEntry entry, Path target) throws IOException {
		Files.createDirectories(entry.isDirectory() ? target : target.getParent());
		if (entry.isSymbolicLink()) {
			Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
		}
		else if (entry.isFile()) {
			Files.copy(content, target);
			boolean program = (entry.getMode() & 0b001_000_000) != 0;
			Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private void stop() {
		try {
			if (server != null) {
				server.destroy();
				server.waitFor(10, TimeUnit.SECONDS);
			}
			try (Stream<Path> files = Files.walk(home)) {
				files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
			}
		}
		catch (IOException | InterruptedException exception) {
			System.err.println(home + " stays: " + exception);
		}
	}

}
