package org.peftboard.evaluator.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.BaseModelCard;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Registry;
import org.peftboard.evaluator.hub.Checksum;
import tools.jackson.databind.JsonNode;

/** The base models of the catalogue, and where their files are. */
public final class BaseModels {

	private static final List<String> FILES = List.of("config.json", "tokenizer.json", "model.safetensors");

	public static final Registry<Bundled> REGISTRY = new Registry<>("baseModel",
			List.of(new Bundled("mini-llama", "Mini LLaMA",
					"A small LLaMA, pretrained by this project's own evaluator on documents about an invented world; it ships with the evaluator.", "llama"),
					new Bundled("mini-t5", "Mini T5",
							"A small T5, an encoder–decoder, pretrained by this project's own evaluator on the same documents; it ships with the evaluator.", "t5")),
			Bundled::id);

	private BaseModels() {
	}

	/** A model that ships on the class path, under {@code models/ID}. */
	public record Bundled(String id, String title, String description, String architecture) {

		/** Described from the recipe that was written when it was made. */
		public BaseModelCard card() {
			JsonNode report = Json.tree("pretraining.json", new String(read("pretraining.json"), StandardCharsets.UTF_8));
			Map<String, String> checksums = new LinkedHashMap<>();
			checksums.put("model.safetensors", report.path("weightsSha256").asString());
			checksums.put("tokenizer.json", report.path("tokenizerSha256").asString());
			return new BaseModelCard(id, title, architecture, description, report.path("parameters").asLong(), true, "Apache-2.0", checksums,
					Json.map("config.json", new String(read("config.json"), StandardCharsets.UTF_8)));
		}

		/**
		 * A folder with the model's files: where the class path is a folder, that; else a copy in the user's cache, made once.
		 */
		public Path folder() {
			URL config = resource("config.json");
			try {
				if (config.getProtocol().equals("file")) {
					return Path.of(config.toURI()).getParent();
				}
				return unpacked(cache().resolve(id + "-" + card().checksums().get("model.safetensors").substring(0, 16)));
			}
			catch (IOException exception) {
				throw new UncheckedIOException(exception);
			}
			catch (URISyntaxException exception) {
				throw new IllegalStateException(exception);
			}
		}

		private Path unpacked(Path folder) throws IOException {
			Files.createDirectories(folder);
			for (String name : FILES) {
				Path file = folder.resolve(name);
				byte[] bytes = read(name);
				if (!Files.exists(file) || !Checksum.sha256(file).equals(Checksum.sha256(bytes))) {
					Path part = Files.createTempFile(folder, name, ".part");
					Files.write(part, bytes);
					Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
				}
			}
			return folder;
		}

		private byte[] read(String name) {
			try (InputStream in = resource(name).openStream()) {
				return in.readAllBytes();
			}
			catch (IOException exception) {
				throw new UncheckedIOException(exception);
			}
		}

		private URL resource(String name) {
			URL url = BaseModels.class.getResource("/org/peftboard/evaluator/models/" + id + "/" + name);
			if (url == null) {
				throw new IllegalStateException("models/" + id + "/" + name + " is missing from the class path");
			}
			return url;
		}

	}

	/** {@code peftboard.cache} where that is set, else a folder in the user's own cache. */
	private static Path cache() {
		String chosen = System.getProperty("peftboard.cache");
		return chosen != null ? Path.of(chosen) : Path.of(System.getProperty("user.home"), ".cache", "peftboard");
	}

}
