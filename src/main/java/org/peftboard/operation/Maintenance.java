package org.peftboard.operation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;

import javax.sql.DataSource;

import org.peftboard.audit.Audit;
import org.peftboard.audit.Verification;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Commands on the database, with the same settings as the server: {@code backup FILE}, {@code restore FILE}, {@code verify FILE}; {@code verify-audit} walks
 * along the audit log.
 *
 * <p>Ends with 0, 2 for a command line that cannot be understood, 64 where it is refused, 65 where the audit log is not what was recorded, 74 where file or database fail.
 */
public final class Maintenance {

	private static final String VERIFY_AUDIT = "verify-audit";

	private static final Set<String> COMMANDS = Set.of("backup", "restore", "verify", VERIFY_AUDIT);

	private Maintenance() {
	}

	/** Whether this command line asks for one of these commands. */
	public static boolean asked(String[] arguments) {
		return arguments.length > 0 && COMMANDS.contains(arguments[0]);
	}

	/** Carries out the command and gives the exit code. */
	public static int run(String[] arguments) {
		if (arguments[0].equals(VERIFY_AUDIT)) {
			return verifyAudit(Arrays.copyOfRange(arguments, 1, arguments.length));
		}
		if (arguments.length < 2 || arguments[1].startsWith("--")) {
			System.err.println("Usage: " + arguments[0] + " FILE [--peftboard.data-folder=FOLDER]");
			return 2;
		}
		Path file = Path.of(arguments[1]);
		try {
			System.out.println(carryOut(arguments[0], file, Arrays.copyOfRange(arguments, 2, arguments.length)));
			return 0;
		}
		catch (Problem.Refused refused) {
			System.err.println(refused.getMessage());
			return 64;
		}
		catch (Exception failed) {
			System.err.println(arguments[0] + " failed: " + rootMessage(failed));
			return 74;
		}
	}

	private static int verifyAudit(String[] options) {
		try (ConfigurableApplicationContext context = database(options)) {
			Verification found = Audit.verify(context.getBean(DataSource.class));
			found.findings().forEach(System.err::println);
			System.out.println((found.sound() ? "Sound: " : "Not what was recorded: ") + found.entries() + " entries, newest hash " + found.head());
			return found.sound() ? 0 : 65;
		}
		catch (Exception failed) {
			System.err.println(VERIFY_AUDIT + " failed: " + rootMessage(failed));
			return 74;
		}
	}

	private static ConfigurableApplicationContext database(String[] options) {
		return new SpringApplicationBuilder(Database.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF).logStartupInfo(false).run(options);
	}

	private static String carryOut(String command, Path file, String[] options) throws Exception {
		if (command.equals("verify")) {
			return words("Sound", Restore.verify(file), file);
		}
		if (command.equals("backup") && Files.exists(file)) {
			throw new Problem.Refused("file", file.toString(), "a name that is not taken; nothing is overwritten");
		}
		try (ConfigurableApplicationContext context = database(options)) {
			DataSource database = context.getBean(DataSource.class);
			return command.equals("backup") ? words("Written", new Backup(database).to(file), file) : words("Restored", new Restore(database).from(file), file);
		}
	}

	private static String words(String what, DumpManifest manifest, Path file) {
		long rows = manifest.tables().stream().mapToLong(DumpManifest.Table::rows).sum();
		return what + ": " + file + ", " + manifest.tables().size() + " tables, " + rows + " rows, schema version " + manifest.schemaVersion() + ", made at "
				+ manifest.madeAt();
	}

	private static String rootMessage(Throwable failed) {
		Throwable cause = failed;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		boolean inUse = cause instanceof SQLException sql && sql.getErrorCode() == 90020;
		return inUse ? "the database file is in use by a server; stop it, or let it make its backups itself (peftboard.backup.folder)" : cause.toString();
	}

	/** Nothing but the database. */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(DataSourceAutoConfiguration.class)
	static class Database {
	}

}
