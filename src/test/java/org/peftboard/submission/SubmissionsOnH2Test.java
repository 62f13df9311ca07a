package org.peftboard.submission;

import org.peftboard.OnH2;

@OnH2
class SubmissionsOnH2Test extends SubmissionsContract {
}
