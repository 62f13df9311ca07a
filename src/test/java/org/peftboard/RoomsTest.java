package org.peftboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** The order of the rooms: each imports only rooms to its left, and nobody imports a door. */
class RoomsTest {

	private static final List<String> ORDER = List.of("catalog", "scoring", "result", "submission", "evaluation", "leaderboard");

	/** Stand beside: imported by who needs them, and themselves importing no room but those of this list to their left. */
	private static final List<String> BESIDE = List.of("language", "audit", "site", "account", "notice");

	private static final List<String> DOORS = List.of("review", "api", "admin", "operation");

	/** Maven runs this in src/, whose output is the target folder of the root. */
	private static final String DRAWING = (Files.isDirectory(Path.of("../frontend")) ? "../target" : "target") + "/rooms";

	private static final DescribedPredicate<JavaClass> EVALUATOR = JavaClass.Predicates.resideInAPackage("org.peftboard.evaluator..");

	private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("org.peftboard");

	@Test
	void everyRoomKeepsItsInsidesToItself() {
		ApplicationModules rooms = ApplicationModules.of(PeftBoardApplication.class, EVALUATOR);
		rooms.verify();
		new Documenter(rooms, Documenter.Options.defaults().withOutputFolder(DRAWING)).writeModulesAsPlantUml()
				.writeIndividualModulesAsPlantUml();
	}

	@TestFactory
	List<DynamicTest> importsOnlyRoomsToItsLeft() {
		return ORDER.stream().map(room -> DynamicTest.dynamicTest(room, () -> importsOnlyToItsLeft(room, ORDER).check(CLASSES))).toList();
	}

	@TestFactory
	List<DynamicTest> importsNoRoomInTheOrder() {
		return BESIDE.stream().map(room -> DynamicTest.dynamicTest(room, () -> {
			List<String> others = new ArrayList<>(ORDER);
			others.addAll(DOORS);
			others.addAll(BESIDE.subList(BESIDE.indexOf(room) + 1, BESIDE.size()));
			noneOf(room, others).check(CLASSES);
		})).toList();
	}

	@Test
	void wouldNoticeAWrongImport() {
		List<String> turnedRound = new ArrayList<>(ORDER);
		Collections.reverse(turnedRound);

		assertThat(importsOnlyToItsLeft("result", turnedRound).evaluate(CLASSES).hasViolation()).isTrue();
	}

	@Test
	void webPagesTouchNoTensors() {
		ArchRuleDefinition.noClasses().that().resideOutsideOfPackage("org.peftboard.evaluator..").should().dependOnClassesThat()
				.resideInAPackage("ai.djl..").check(CLASSES);
	}

	private static ArchRule importsOnlyToItsLeft(String room, List<String> order) {
		List<String> forbidden = new ArrayList<>(order.subList(order.indexOf(room) + 1, order.size()));
		forbidden.addAll(DOORS);
		return noneOf(room, forbidden);
	}

	private static ArchRule noneOf(String room, List<String> forbidden) {
		return ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("org.peftboard." + room + "..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(forbidden.stream().map(name -> "org.peftboard." + name + "..").toArray(String[]::new))
			.allowEmptyShould(true);
	}

}
