package org.peftboard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process inside the walls can do, tried by one that wants to do everything. */
class SandboxIT {

	@TempDir
	private Path data;

	private Path scratch;

	private Sandbox sandbox;

	@BeforeEach
	void walls() throws IOException {
		Files.writeString(data.resolve("administrator-password.txt"), "top secret");
		scratch = Files.createDirectories(data.resolve("work/1-1/submission-1-1"));
		sandbox = new Sandbox(TestSettings.of(settings -> settings.put("largest-file", "1MB")), data.toString());
		assumeTrue(sandbox.inWords().contains("no network"), () -> "this machine allows no namespaces: " + sandbox.inWords());
	}

	/** The intruder's answers by question. */
	private String inside(String shell) throws Exception {
		Process process = new ProcessBuilder(sandbox.around(scratch, List.of("sh", "-c", shell))).redirectErrorStream(true).start();
		String said = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		return said.strip();
	}

	@Test
	void writesInItsScratchFolderAndNowhereElse() throws Exception {
		assertThat(inside("echo here > mine && cat mine")).isEqualTo("here");
		assertThat(scratch.resolve("mine")).hasContent("here");
		for (String elsewhere : List.of("/tmp", "/var/tmp", "/dev/shm", "/etc", System.getProperty("user.home"), Path.of("").toAbsolutePath().toString())) {
			assertThat(inside("touch " + elsewhere + "/intruder 2>/dev/null && echo written || echo refused")).as(elsewhere).isEqualTo("refused");
		}
	}

	@Test
	void seesNeitherTheDatabaseNorThePasswordsOfTheDataFolder() throws Exception {
		assertThat(inside("cat " + data.resolve("administrator-password.txt") + " 2>/dev/null || echo nothing; ls " + data)).isEqualTo("nothing\nwork");
		assertThat(data.resolve("administrator-password.txt")).as("the real one is untouched").hasContent("top secret");
	}

	@Test
	void seesNoProcessButItsOwnSoNobodysEnvironment() throws Exception {
		assertThat(inside("cat /proc/[0-9]*/environ | tr '\\0' '\\n' | grep -c OUTSIDE=; ls -d /proc/[0-9]* | wc -l").lines().map(String::strip).toList().get(0)).isEqualTo("0");
		assertThat(inside("test -d /proc/" + ProcessHandle.current().pid() + "/fd && echo seen || echo hidden")).isEqualTo("hidden");
	}

	@Test
	void reachesNoServerNotEvenOnThisMachine() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String connect = "bash -c 'exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + "' 2>/dev/null && echo connected || echo refused";
			assertThat(inside(connect)).isEqualTo("refused");
			try (Socket outside = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
				assertThat(outside.isConnected()).as("the server is there").isTrue();
			}
		}
	}

	@Test
	void cannotTearTheWallsDown() throws Exception {
		assertThat(inside("grep -E '^Cap(Eff|Prm|Bnd)' /proc/self/status | grep -vc '0000000000000000$'; grep NoNewPrivs /proc/self/status | tr -d '[:space:]'"))
			.isEqualTo("0\nNoNewPrivs:1");
		assertThat(inside("mount -o remount,bind,rw / 2>/dev/null && echo opened || echo shut")).isEqualTo("shut");
		assertThat(inside("umount " + data + " 2>/dev/null && echo opened || echo shut")).isEqualTo("shut");
	}

	@Test
	void writesNoFileAboveTheLimit() throws Exception {
		inside("trap '' XFSZ; head -c 3000000 /dev/zero > big");
		assertThat(Files.size(scratch.resolve("big"))).isEqualTo(1 << 20);
	}

	@Test
	void diesWithTheWorkerThatStartedIt() throws Exception {
		List<String> command = sandbox.around(scratch, List.of("sleep", "4711"));
		String quoted = String.join(" ", command.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").toList());
		Process worker = new ProcessBuilder("sh", "-c", quoted + " & wait").start();
		List<ProcessHandle> evaluators = await(worker);
		worker.destroyForcibly().waitFor();
		for (ProcessHandle evaluator : evaluators) {
			evaluator.onExit().get(5, TimeUnit.SECONDS);
		}
		assertThat(evaluators).noneMatch(ProcessHandle::isAlive);
	}

	private static List<ProcessHandle> await(Process worker) throws InterruptedException {
		for (int tries = 0; tries < 100; tries++) {
			List<ProcessHandle> sleeping = worker.descendants().filter(one -> one.info().command().orElse("").endsWith("sleep")).toList();
			if (!sleeping.isEmpty()) {
				return sleeping;
			}
			Thread.sleep(50);
		}
		throw new AssertionError("no evaluator started");
	}

	@Test
	void noticesTooManyProcesses() throws Exception {
		Excess excess = new Excess(TestSettings.of(settings -> settings).memoryLimit());
		Process modest = new ProcessBuilder(sandbox.around(scratch, List.of("sleep", "30"))).start();
		Process greedy = new ProcessBuilder(sandbox.around(scratch, List.of("sh", "-c", "for i in $(seq 40); do sleep 30 & done; wait"))).start();
		try {
			Thread.sleep(1500);
			assertThat(excess.of(modest.toHandle())).isEmpty();
			assertThat(excess.of(greedy.toHandle()).orElse("")).startsWith("Stopped with 4").endsWith("an evaluation may have 32.");
		}
		finally {
			Stream.of(modest, greedy).forEach(process -> ProcessTree.kill(process.toHandle()));
		}
	}

	@Test
	void isNotFitWhereWallsAreRequiredAndNotToBeHad() {
		Sandbox open = new Sandbox(TestSettings.of(settings -> settings.put("sandbox", "off")), data.toString());
		assertThat(open.inWords()).isEqualTo("limits");
		assertThat(open.objection()).isEmpty();
		assertThat(sandbox.objection()).isEmpty();
		assertThat(open.around(scratch, List.of("true"))).doesNotContain("unshare").contains("prlimit");
	}

}
