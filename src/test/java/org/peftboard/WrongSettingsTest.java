package org.peftboard;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.site.Setting;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** A setting that is wrong stops the start with its name, its value and what is needed. */
class WrongSettingsTest {

	/** Needs one setting of each kind, as the site's parts do. */
	static class Part {

		Part(@Value("${a.time:1h}") Duration time, @Value("${a.size:1MB}") DataSize size, @Value("${a.number:1}") int number, @Value("${a.choice:true}") boolean choice) {
			Setting.atLeast("a.time", time, Duration.ofMinutes(1));
			Setting.atLeast("a.number", number, 0);
		}

	}

	/** The part is needed by another, so that its failure is not the outermost. */
	record Whole(Part part) {
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a.time=soon    | a.time: got 'soon', need a time such as 90s, 15m or 24h
			a.size=big     | a.size: got 'big', need a size such as 64MB
			a.number=many  | a.number: got 'many', need a whole number
			a.choice=maybe | a.choice: got 'maybe', need true or false
			a.time=5s      | a.time: got PT5S, need PT1M or more
			a.number=-1    | a.number: got -1, need 0 or more
			""")
	void areToldInALine(String setting, String told) {
		new ApplicationContextRunner().withInitializer(context -> context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance()))
			.withBean(Part.class).withBean(Whole.class).withPropertyValues(setting)
			.run(context -> assertThat(analyses(context.getStartupFailure())).contains(told));
	}

	private static List<String> analyses(Throwable failure) {
		return SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, (type, name, problem) -> {
			// some of Spring Boot's want what there is none of here
		}).stream().filter(analyzer -> analyzer.getClass().getPackageName().startsWith("org.peftboard")).map(analyzer -> analyzer.analyze(failure)).flatMap(Stream::ofNullable)
			.map(FailureAnalysis::getDescription).toList();
	}

}
