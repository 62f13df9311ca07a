package org.peftboard.api;

import java.util.List;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** What the API says of itself, and who may read it. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

	@Bean
	OpenAPI openApi() {
		SecurityScheme token = new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").description("Made under Account, Security; scopes read, submit, review.");
		return new OpenAPI().components(new Components().addSecuritySchemes("token", token)).info(new Info().title("PEFTBoard API")
			.version("1")
			.description("Boards, ranked rows, results, methods, tasks and snapshots. Measured and published results are never in one ranking. "
					+ "Every answer has an entity tag; lists are paged with page and size, and link to their neighbours. "
					+ "Submissions need a token of an account, sent as 'Authorization: Bearer peft_…'.")
			.license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")));
	}

	/** Scripts of every origin may read the API, without cookies. */
	@Bean
	CorsConfigurationSource corsConfigurationSource() {
		CorsConfiguration reads = new CorsConfiguration();
		reads.setAllowedOrigins(List.of(CorsConfiguration.ALL));
		reads.setAllowedMethods(List.of("GET", "HEAD"));
		reads.setAllowedHeaders(List.of("If-None-Match", "Accept"));
		reads.setExposedHeaders(List.of("ETag", "Link"));
		reads.setMaxAge(86_400L);
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration("/api/v1/**", reads);
		return source;
	}

}
