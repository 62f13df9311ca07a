package org.peftboard;

import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "peftboard.data-folder=../target/test-data/story-postgres")
@ContextConfiguration(initializers = OnPostgres.Database.class)
class StoryOnPostgresIT extends Story {
}
