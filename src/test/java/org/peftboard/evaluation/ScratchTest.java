package org.peftboard.evaluation;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScratchTest {

	@TempDir
	private Path data;

	private static String name(ProcessHandle process) {
		return Scratch.name(process);
	}

	private static Process sleeper() throws Exception {
		return new ProcessBuilder("sleep", "600").start();
	}

	private Path leftBehind(String server, String process) throws Exception {
		Path folder = Files.createDirectories(data.resolve("work").resolve(server).resolve("submission-1-1"));
		Files.writeString(folder.resolve("process"), process);
		return folder;
	}

	@Test
	void endsTheEvaluatorThatAKilledServerLeftBehindAndClearsUp() throws Exception {
		Process orphan = sleeper();
		Path folder = leftBehind("999999999-1", name(orphan.toHandle()));
		new Scratch(data.toString(), TestSettings.of(settings -> settings)).clearUpAfterTheDead();
		assertThat(orphan.isAlive()).isFalse();
		assertThat(folder.getParent()).doesNotExist();
	}

	@Test
	void leavesAnotherProcessWithTheSameNumberAlone() throws Exception {
		Process stranger = sleeper();
		leftBehind("999999999-1", stranger.pid() + "-1000000000000");
		new Scratch(data.toString(), TestSettings.of(settings -> settings)).clearUpAfterTheDead();
		assertThat(stranger.isAlive()).isTrue();
		stranger.destroyForcibly();
	}

	@Test
	void leavesTheEvaluatorsOfALivingServerAlone() throws Exception {
		Process server = sleeper();
		Process evaluator = sleeper();
		Path folder = leftBehind(name(server.toHandle()), name(evaluator.toHandle()));
		new Scratch(data.toString(), TestSettings.of(settings -> settings)).clearUpAfterTheDead();
		assertThat(evaluator.isAlive()).isTrue();
		assertThat(folder).exists();
		evaluator.destroyForcibly();
		server.destroyForcibly();
	}

	@Test
	void survivesAFolderWithoutOrWithAGarbledNote() throws Exception {
		leftBehind("999999999-1", "not a process");
		Files.createDirectories(data.resolve("work/999999998-1/submission-2-1"));
		new Scratch(data.toString(), TestSettings.of(settings -> settings)).clearUpAfterTheDead();
		assertThat(data.resolve("work")).isEmptyDirectory();
	}

	@Test
	void deletesNothingBehindALink() throws Exception {
		Path precious = Files.writeString(data.resolve("precious"), "x");
		Scratch scratch = new Scratch(data.toString(), TestSettings.of(settings -> settings));
		Path folder = scratch.folder("submission-1-1");
		Files.createSymbolicLink(folder.resolve("link"), precious);
		scratch.delete("submission-1-1");
		assertThat(folder).doesNotExist();
		assertThat(precious).hasContent("x");
	}

	@Test
	void saysWhatToDoWhereItCannotWrite() throws Exception {
		Files.writeString(data.resolve("work"), "a file where the folder should be");
		assertThatThrownBy(() -> new Scratch(data.toString(), TestSettings.of(settings -> settings)).folder("submission-1-1")).isInstanceOf(UncheckedIOException.class)
			.hasMessageStartingWith("scratch folder: cannot write under " + data.resolve("work"))
			.hasMessageEndingWith("or set peftboard.data-folder");
	}

	@Test
	void marksAFolderWithTheProcessThatWorksThere() throws Exception {
		Scratch scratch = new Scratch(data.toString(), TestSettings.of(settings -> settings));
		Path folder = scratch.folder("submission-1-1");
		scratch.note(folder, ProcessHandle.current());
		assertThat(folder.resolve("process")).hasContent(name(ProcessHandle.current()));
	}

}
