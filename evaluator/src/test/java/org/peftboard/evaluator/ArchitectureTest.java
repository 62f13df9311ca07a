package org.peftboard.evaluator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** The floor plan of the evaluator: which room may know which, and the habits that every room keeps. */
class ArchitectureTest {

	private static final String ROOT = ArchitectureTest.class.getPackageName();

	private static final int LONGEST_FILE = 400;

	/**
	 * Room by room, the rooms that it may import; every one may import {@code contract} and itself. Adapters and measurements reach the
	 * model's parameters, which are of {@code nn}. Tasks find and read their files through {@code hub}.
	 */
	private static final Map<String, Set<String>> FLOOR_PLAN = floorPlan();

	/** Arithmetic whose argument, as a Java number, would become a tensor that nothing keeps alive until the backward pass. */
	private static final Set<String> SCALAR_ARITHMETIC = Set.of("add", "addi", "sub", "subi", "mul", "muli", "div", "divi", "pow", "powi",
			"mod", "modi", "maximum", "minimum");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	private static Map<String, Set<String>> floorPlan() {
		Map<String, Set<String>> plan = new LinkedHashMap<>();
		plan.put("contract", Set.of());
		plan.put("metric", Set.of());
		plan.put("text", Set.of());
		plan.put("task", Set.of("text", "metric", "hub"));
		plan.put("hub", Set.of());
		plan.put("nn", Set.of());
		plan.put("model", Set.of("nn", "text", "hub"));
		plan.put("method", Set.of("model", "nn"));
		plan.put("adapter", Set.of("method", "model", "nn", "hub"));
		plan.put("measure", Set.of("model", "nn"));
		plan.put("run", Set.of("metric", "text", "task", "hub", "nn", "model", "method", "adapter", "measure"));
		return plan;
	}

	static Set<String> rooms() {
		return FLOOR_PLAN.keySet();
	}

	@ParameterizedTest
	@MethodSource("rooms")
	void aRoomImportsOnlyTheRoomsItMay(String room) {
		Set<String> allowed = FLOOR_PLAN.get(room);
		Stream<String> others = rooms().stream().filter(other -> !mayImport(room, other, allowed)).map(ArchitectureTest::inside);
		List<String> closed = Stream.concat(Stream.of(ROOT), others).toList();
		checkClosed(inside(room), closed);
	}

	private static boolean mayImport(String room, String other, Set<String> allowed) {
		return other.equals(room) || other.equals("contract") || allowed.contains(other);
	}

	@Test
	void knowsEveryRoom() {
		Stream<String> packages = CLASSES.stream().map(JavaClass::getPackageName).filter(name -> !name.equals(ROOT));
		assertThat(packages.map(ArchitectureTest::roomOf).distinct().toList()).isSubsetOf(rooms());
	}

	@Test
	void theCommandLineKnowsOnlyTheStoryTheContractHowToOpenTheEngineAndHowToFetch() {
		// "fetch" asks a task which files it needs and the hub for them; no story is run
		Set<String> open = Set.of("run", "contract", "nn", "task", "hub");
		checkClosed(ROOT, rooms().stream().filter(room -> !open.contains(room)).map(ArchitectureTest::inside).toList());
	}

	@Test
	void aMethodKnowsOfModelsOnlyTheirSitesAndWhatTheyAskOfIt() {
		DescribedPredicate<JavaClass> other = DescribedPredicate.describe("classes of models other than sites, sizes and hooks",
				type -> type.getPackageName().equals(ROOT + ".model") && !type.getName().matches(".*\\.(Site|Blueprint|Adaptation|Hooks|Residual|SoftPrompt|Prefix|TokenVectors|TrainedRows)(\\$.*)?"));
		check(noClasses().that().resideInAPackage(inside("method")).should().dependOnClassesThat(other));
	}

	@Test
	void onlyRoomsWithTensorsKnowTheEngine() {
		List.of("contract", "metric", "task", "hub").forEach(room -> checkClosed(inside(room), List.of("ai.djl..")));
		checkClosed(inside("text"), List.of("ai.djl.ndarray..", "ai.djl.pytorch.."));
	}

	@Test
	void noCodeOutsideNnCalculatesWithAJavaNumber() {
		check(noClasses().that()
			.resideOutsideOfPackage(inside("nn"))
			.should()
			.callMethodWhere(DescribedPredicate.describe("it is arithmetic with a Java number", ArchitectureTest::isScalarArithmetic)));
	}

	@Test
	void seesArithmeticWithAJavaNumber() {
		JavaClass sample = new ClassFileImporter().importClass(ScalarSample.class);
		Predicate<String> seen = method -> sample.getMethod(method, NDArray.class)
			.getMethodCallsFromSelf()
			.stream()
			.anyMatch(ArchitectureTest::isScalarArithmetic);
		assertThat(List.of("times", "timesInPlace", "statically")).allMatch(seen);
		assertThat(seen.test("allowed")).isFalse();
	}

	@Test
	void everyPackageSaysWhatItIsFor() throws IOException {
		for (Path folder : folders(Path.of("src/main/java"))) {
			assertThat(folder.resolve("package-info.java")).content().contains("/**").contains("@NullMarked");
		}
	}

	@Test
	void noFileIsLong() throws IOException {
		List<String> longFiles = new ArrayList<>();
		for (Path file : javaFiles(Path.of("src"))) {
			long lines = Files.readAllLines(file).size();
			if (lines > LONGEST_FILE) {
				longFiles.add(file + ": " + lines + " lines, need at most " + LONGEST_FILE);
			}
		}
		assertThat(longFiles).isEmpty();
	}

	private static boolean isScalarArithmetic(JavaCall<?> call) {
		return call.getTargetOwner().getPackageName().startsWith("ai.djl") && SCALAR_ARITHMETIC.contains(call.getName())
				&& call.getTarget().getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Number.class));
	}

	private static void checkClosed(String packages, List<String> closed) {
		check(noClasses().that().resideInAPackage(packages).should().dependOnClassesThat()
			.resideInAnyPackage(closed.toArray(String[]::new)));
	}

	/** A rule for rooms that may not be there yet. */
	private static void check(ArchRule rule) {
		rule.allowEmptyShould(true).check(CLASSES);
	}

	private static String inside(String room) {
		return ROOT + "." + room + "..";
	}

	private static String roomOf(String packageName) {
		return packageName.substring(ROOT.length() + 1).split("\\.")[0];
	}

	/** Folders with source files of their own. */
	private static Set<Path> folders(Path root) throws IOException {
		return new TreeSet<>(javaFiles(root).stream().map(Path::getParent).toList());
	}

	private static List<Path> javaFiles(Path root) throws IOException {
		try (Stream<Path> files = Files.walk(root)) {
			return files.filter(file -> file.toString().endsWith(".java")).toList();
		}
	}

	/** What the rule above must see, and what it must let pass; never called. */
	@SuppressWarnings("unused")
	private static final class ScalarSample {

		private static NDArray times(NDArray x) {
			return x.mul(3f);
		}

		private static NDArray timesInPlace(NDArray x) {
			return x.muli(3);
		}

		private static NDArray statically(NDArray x) {
			return NDArrays.div(1, x);
		}

		private static NDArray allowed(NDArray x) {
			return x.mul(x).sum();
		}

	}

}
