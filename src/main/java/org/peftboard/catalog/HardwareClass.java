package org.peftboard.catalog;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The kind of machine that this installation measures on. Rows of different classes never share a ranking.
 *
 * @param id    in board ids and requests ({@code cpu})
 * @param title for people
 */
@ConfigurationProperties("peftboard.hardware-class")
public record HardwareClass(@DefaultValue("cpu") String id, @DefaultValue("CPU") String title) {
}
