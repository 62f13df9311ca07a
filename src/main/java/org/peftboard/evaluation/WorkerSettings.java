package org.peftboard.evaluation;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What this worker offers.
 *
 * @param hardwareClass id of its class of hardware; absent for the installation's first
 * @param memoryBytes   memory that evaluations may need here ({@code 48GB}, or a number of bytes); 0, or more than there is, for all that an evaluation may take of the machine, or that its GPU has
 */
@ConfigurationProperties("peftboard.worker")
record WorkerSettings(@Nullable String hardwareClass, @DefaultValue("0") DataSize memoryBytes) {
}
