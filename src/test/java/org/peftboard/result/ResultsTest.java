package org.peftboard.result;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:results;DB_CLOSE_DELAY=-1")
class ResultsTest extends ResultsBattery {
}
