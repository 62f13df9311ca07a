package org.peftboard.catalog;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.contract.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HardwareClassesTest {

	private static final HardwareClass CPU = new HardwareClass("cpu", "CPU", "cpu");

	private static final HardwareClass GPU = new HardwareClass("h200", "", "cuda");

	@Test
	void isTheProcessorAloneWhereNothingIsConfigured() {
		assertThat(new HardwareClasses(null).all()).containsExactly(CPU);
		assertThat(new HardwareClasses(List.of()).first()).isEqualTo(CPU);
	}

	@Test
	void makesABoardForEachSuiteOnEachClassTheFirstClassFirst() {
		Boards boards = new Boards(new MiniCatalogue(), new HardwareClasses(List.of(CPU, GPU)), List.of());
		assertThat(boards.all()).extracting(Board::id).containsExactly("mini-cpu-r1.0", "mini-h200-r1.0");
		assertThat(boards.measured("mini").orElseThrow().id()).isEqualTo("mini-cpu-r1.0");
		assertThat(boards.measured("mini", "h200").orElseThrow().id()).isEqualTo("mini-h200-r1.0");
		assertThat(boards.all()).allMatch(boards::today);
		assertThat(boards.hardwareOf("mini-h200-r1.0").requestDevice()).isEqualTo("cuda:0");
		assertThat(boards.hardwareOf("a board of yore")).isEqualTo(CPU);
	}

	@Test
	void ranksOnTheNewestVersionOfEachClassByItself() {
		Boards boards = new Boards(new MiniCatalogue(), new HardwareClasses(List.of(CPU, GPU)), List.of());
		boards.versions(Map.of("mini-h200-r1.0", 2));
		assertThat(boards.all().stream().filter(boards::today)).extracting(Board::id).containsExactly("mini-cpu-r1.0", "mini-h200-r1.0-v2");
		assertThat(boards.idsOn("h200")).containsExactly("mini-h200-r1.0-v2", "mini-h200-r1.0");
	}

	@Test
	void saysWhatIsWrongWithTheConfiguration() {
		assertThatThrownBy(() -> new HardwareClasses(List.of(CPU, CPU))).isInstanceOf(Problem.Refused.class).hasMessageContaining("[cpu, cpu]").hasMessageContaining("each id once");
		assertThatThrownBy(() -> new HardwareClass("CPU@4", "", "cpu")).isInstanceOf(Problem.Refused.class).hasMessageContaining("'CPU@4'");
		assertThatThrownBy(() -> new HardwareClass("h200", "", "gpu")).isInstanceOf(Problem.Refused.class).hasMessageContaining("'gpu' for the class 'h200'");
		assertThatThrownBy(() -> new HardwareClasses(List.of(CPU, GPU)).get("peftboard.worker.hardware-class", "a100")).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("peftboard.worker.hardware-class: got 'a100', need one of the hardware classes [cpu, h200]");
	}

}
