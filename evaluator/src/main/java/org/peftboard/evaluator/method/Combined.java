package org.peftboard.evaluator.method;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.model.Hooks;
import org.peftboard.evaluator.model.Prefix;
import org.peftboard.evaluator.model.Residual;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;

/** Several methods in one model; at each site the first that changes anything has its way. */
record Combined(List<Hooks> parts) implements Hooks {

	@Override
	public Linear linear(Site site, Dense base) {
		return parts.stream().map(part -> part.linear(site, base)).filter(made -> made != base).findFirst().orElse(base);
	}

	@Override
	public Residual residual(Site site, long width) {
		return parts.stream().map(part -> part.residual(site, width)).filter(made -> made != Residual.PLAIN).findFirst().orElse(Residual.PLAIN);
	}

	@Override
	public @Nullable Prefix prefix(Site site) {
		for (Hooks part : parts) {
			Prefix prefix = part.prefix(site);
			if (prefix != null) {
				return prefix;
			}
		}
		return null;
	}

}
