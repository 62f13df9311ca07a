package org.peftboard;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "peftboard.data-folder=../target/test-data/story-h2")
class StoryOnH2IT extends Story {
}
