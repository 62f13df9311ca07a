package org.peftboard.account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Chrome on Linux     | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36
			Chromium on Linux   | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chromium/141.0.0.0 Chrome/141.0.0.0 Safari/537.36
			Chrome on Windows   | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36
			Edge on Windows     | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0
			Chrome on Android   | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36
			Firefox on Linux    | Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0
			Safari on macOS     | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15
			Safari on iPhone    | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1
			curl                | curl/8.5.0
			""")
	void isCalledWhatPeopleCallIt(String name, String header) {
		assertThat(Device.of(header)).isEqualTo(name);
	}

	@Test
	void showsWhatNobodyKnowsAsItIsShortenedAndWithoutControlCharacters() {
		assertThat(Device.of(null)).isEqualTo("unknown");
		assertThat(Device.of(" \r\n ")).isEqualTo("unknown");
		assertThat(Device.of("my own\u001B[31m\r\nbrowser")).isEqualTo("my own [31m browser");
		assertThat(Device.of("x".repeat(100_000))).hasSize(160);
	}

}
