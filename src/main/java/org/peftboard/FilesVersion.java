package org.peftboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.DigestUtils;

/**
 * Names the style sheets, scripts and images by their content: {@code peftboard.files-version} stands in their addresses, so browsers may keep them for ever. One
 * version for all of them, because scripts import each other by relative addresses.
 */
public final class FilesVersion implements EnvironmentPostProcessor {

	private static final String FILES = "classpath*:static/**/*.*";

	private static final int LENGTH = 12;

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		environment.getPropertySources().addLast(new MapPropertySource("filesVersion", Map.of("peftboard.files-version", version())));
	}

	private static String version() {
		try {
			Resource[] files = new PathMatchingResourcePatternResolver().getResources(FILES);
			StringBuilder sums = new StringBuilder();
			for (Resource file : Arrays.stream(files).sorted(Comparator.comparing(Resource::getFilename)).toList()) {
				sums.append(DigestUtils.md5DigestAsHex(file.getContentAsByteArray()));
			}
			return "v-" + DigestUtils.md5DigestAsHex(sums.toString().getBytes()).substring(0, LENGTH);
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

}
