package org.peftboard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The drivers' own failures. */
class DatabaseFailureAnalyzerTest {

	private static FailureAnalysis analysis(String url, String user) {
		SQLException failure = catchThrowableOfType(SQLException.class, () -> DriverManager.getConnection(url, user, "wrong").close());
		return new DatabaseFailureAnalyzer(new MockEnvironment().withProperty("spring.datasource.url", url)).analyze(new IllegalStateException("no bean", failure));
	}

	@Test
	void saysThatNobodyAnswersAndKeepsThePasswordToItself() {
		FailureAnalysis analysis = analysis("jdbc:postgresql://127.0.0.1:1/board?password=secret", "board");
		assertThat(analysis.getDescription()).startsWith("The database jdbc:postgresql://127.0.0.1:1/board cannot be opened: Connection to 127.0.0.1:1 refused").doesNotContain("secret");
		assertThat(analysis.getAction()).isEqualTo("Start it, or correct PEFTBOARD_DATABASE_URL.");
	}

	@Test
	void saysThatThePasswordIsWrong(@TempDir Path folder) throws SQLException {
		String url = "jdbc:h2:file:" + folder.resolve("board");
		DriverManager.getConnection(url, "sa", "right").close();
		assertThat(analysis(url, "sa").getAction()).isEqualTo("Correct PEFTBOARD_DATABASE_USER and PEFTBOARD_DATABASE_PASSWORD.");
	}

	@Test
	void saysThatTheFolderIsNone(@TempDir Path folder) throws Exception {
		Path file = Files.createFile(folder.resolve("file"));
		assertThat(analysis("jdbc:h2:file:" + file.resolve("board"), "sa").getAction()).contains("a folder that it may write to");
	}

	@Test
	void leavesOtherFailuresToOthers() {
		assertThat(new DatabaseFailureAnalyzer(new MockEnvironment()).analyze(new SQLException("a wrong word", "42000"))).isNull();
		assertThat(new DatabaseFailureAnalyzer(new MockEnvironment()).analyze(new SQLException("no state"))).isNull();
	}

}
