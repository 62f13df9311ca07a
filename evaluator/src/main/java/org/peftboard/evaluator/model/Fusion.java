package org.peftboard.evaluator.model;

import java.util.List;

/**
 * Linear layers that a checkpoint has in one module and that are sites of their own here.
 *
 * @param whole the module's name at the end of its path ({@code attn.c_attn})
 * @param parts the sites' names in its place, in the order of its rows
 */
public record Fusion(String whole, List<String> parts) {
}
