package org.peftboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.contract.Json;
import tools.jackson.databind.JsonNode;

/** The list of everything that the jar is made of, which lists of known vulnerabilities are held against. */
class SbomTest {

	@Test
	void namesEveryKindOfDependencyWithVersionLicenceAndPackageUrl() throws IOException {
		JsonNode sbom = sbom();

		assertThat(sbom.path("bomFormat").asString()).isEqualTo("CycloneDX");
		assertThat(StreamSupport.stream(sbom.path("components").spliterator(), false).map(one -> one.path("name").asString()).toList())
			.as("the web, its scripts, both databases, the engine")
			.contains("spring-boot", "htmx.org", "chart.js", "h2", "postgresql", "hibernate-core", "pytorch-engine");
		for (JsonNode component : sbom.path("components")) {
			assertThat(component.path("purl").asString()).as(component.path("name").asString()).startsWith("pkg:maven/").contains("@");
			assertThat(component.path("version").asString()).as(component.path("name").asString()).isNotBlank();
			assertThat(component.path("licenses").size()).as("licences of " + component.path("name").asString()).isPositive();
		}
	}

	private static JsonNode sbom() throws IOException {
		try (InputStream in = Objects.requireNonNull(SbomTest.class.getResourceAsStream("/META-INF/sbom/application.cdx.json"), "no SBOM was built")) {
			return Json.tree("application.cdx.json", new String(in.readAllBytes(), StandardCharsets.UTF_8));
		}
	}

}
