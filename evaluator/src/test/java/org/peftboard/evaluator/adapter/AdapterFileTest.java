package org.peftboard.evaluator.adapter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.peftboard.evaluator.hub.Checksum;
import org.peftboard.evaluator.hub.Safetensors;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.BaseModels;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.run.CheckedRequest;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files that strangers bring: what fits is read, and whatever lies is named by field, value and need. */
public class AdapterFileTest {

	private static final MethodSetting LORA = SettingsCheck.complete(Methods.REGISTRY.get("lora").card(), new MethodSetting("lora", Map.of("rank", 2)));

	@TempDir
	private Path folder;

	private Path file;

	private static JsonNode config() {
		return Architectures.config(BaseModels.REGISTRY.get("mini-llama").folder());
	}

	@BeforeEach
	void choose() {
		file = folder.resolve(AdapterFolder.WEIGHTS);
	}

	/** A folder as Hugging Face PEFT saves it: LoRA of rank 2 on the base model that ships, every number the same. */
	public static Path folder(Path folder, float number) throws IOException {
		Files.createDirectories(folder);
		Files.writeString(folder.resolve(AdapterFolder.CONFIG),
				"{\"peft_type\": \"LORA\", \"task_type\": \"CAUSAL_LM\", \"r\": 2, \"lora_alpha\": 8, \"target_modules\": [\"q_proj\", \"v_proj\"]}");
		Safetensors.write(folder.resolve(AdapterFolder.WEIGHTS), tensors(number), Map.of("format", "pt"));
		return folder;
	}

	private static Map<String, Safetensors.Floats> tensors(float number) {
		Map<String, Safetensors.Floats> tensors = new LinkedHashMap<>();
		Map<String, Parameter> saved = Architectures.count(config(), Methods.REGISTRY.get("lora").exported(new Settings(
				Methods.REGISTRY.get("lora").card(), LORA.settings()))).parameters().saved();
		saved.forEach((name, parameter) -> {
			float[] values = new float[(int) parameter.size()];
			Arrays.fill(values, number);
			tensors.put(AdapterFolder.PREFIX + name, new Safetensors.Floats(values, parameter.shape().getShape()));
		});
		return tensors;
	}

	@Test
	void readsAFileThatFits() throws IOException {
		folder(folder, 0.5f);
		AdapterFile read = AdapterFile.read(file);
		assertThat(read.problems(config(), LORA)).isEmpty();
		assertThat(read.sha256()).isEqualTo(Checksum.sha256(file));
		assertThat(read.bytes()).isEqualTo(Files.size(file));
		assertThat(read.shapes()).hasSize(16).allSatisfy((name, shape) -> assertThat(name).startsWith("model.layers."));
	}

	@Test
	void namesEveryShapeThatTheSettingsDoNotSay() throws IOException {
		folder(folder, 0.5f);
		MethodSetting larger = SettingsCheck.complete(Methods.REGISTRY.get("lora").card(), new MethodSetting("lora", Map.of("rank", 3)));
		assertThat(AdapterFile.read(file).problems(config(), larger)).hasSize(10)
			.first()
			.extracting(Problem::sentence)
			.asString()
			.matches("adapter_model.safetensors: tensor 'model.layers.0.self_attn.q_proj.lora_A.weight': got \\[2, 128], need \\[3, 128], as the method's settings say");
	}

	@Test
	void namesWhatIsMissingAndWhatNobodyKnows() throws IOException {
		Safetensors.write(file, Map.of("model.embed_tokens.weight", new Safetensors.Floats(new float[] { 1 }, new long[] { 1 })), Map.of());
		List<String> sentences = AdapterFile.read(file).problems(config(), LORA).stream().map(Problem::sentence).toList();
		assertThat(sentences.get(0)).isEqualTo("adapter_model.safetensors: tensor 'model.embed_tokens.weight': got a parameter that lora does not have here,"
				+ " need the parameters of the configured method");
		assertThat(sentences.get(1)).contains("got nothing, need [2, 128]");
	}

	@ParameterizedTest
	@ValueSource(floats = { Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY })
	void refusesWhatIsNoNumber(float number) throws IOException {
		folder(folder, number);
		assertThatThrownBy(() -> AdapterFile.read(file)).isInstanceOf(Problem.Refused.class)
				.hasMessageContaining("infinity or not a number (NaN), need finite numbers");
	}

	@ParameterizedTest
	@CsvSource({ "F16, 7C00", "F16, FE00", "BF16, 7F80", "BF16, FFC0" })
	void refusesWhatIsNoNumberInHalfPrecisionToo(String type, String bits) throws IOException {
		int value = Integer.parseInt(bits, 16);
		write("{'a':{'dtype':'%s','shape':[1],'data_offsets':[0,2]}}".formatted(type), (byte) value, (byte) (value >> 8));
		assertThatThrownBy(() -> AdapterFile.read(file)).isInstanceOf(Problem.Refused.class).hasMessageContaining("tensor 'a': got infinity");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[2,6]}} | overlaps another tensor",
			"{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | the place of another tensor",
			"{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 4 bytes that belong to no tensor",
			"{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,16]}} | bytes 0 to 16 of 8",
			"{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | -2",
			"{'a':{'dtype':'F32','shape':[100000000000,100000000000],'data_offsets':[0,8]}} | a shape whose bytes can be counted",
			"{'a':{'dtype':'I64','shape':[1],'data_offsets':[0,8]}} | type I64",
			"{'../../etc/passwd':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | a name with other signs",
			"{'/dev/shm/x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | a name with other signs",
			"{'a\\u0000b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | a name with other signs",
			"{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'base_model.model.a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | each parameter once",
			"{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | Duplicate",
			"{'__metadata__':{'format':'pt'}} | 0 tensors", "[] | a header that is no JSON object" })
	void refusesAHeaderThatLies(String header, String named) throws IOException {
		write(header, new byte[8]);
		assertThatThrownBy(() -> AdapterFile.read(file)).isInstanceOf(Problem.Refused.class)
				.hasMessageContaining("adapter_model.safetensors").hasMessageContaining(named);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 17, 1 << 20, (1 << 20) + 1, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, -1 })
	void refusesAHeaderOfAnotherLength(long length) throws IOException {
		Files.write(file, ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
		assertThatThrownBy(() -> AdapterFile.read(file)).isInstanceOf(Problem.Refused.class).hasMessageContaining("adapter_model.safetensors");
	}

	@ParameterizedTest
	@CsvSource({ "504B030414000000", "8002637379730A00", "8004950000000000" })
	void refusesAPickledFileByItsFirstBytes(String bytes) throws IOException {
		Files.write(file, HexFormat.of().parseHex(bytes + "00".repeat(100)));
		assertThatThrownBy(() -> AdapterFile.read(file)).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("a pickled file or an archive, need safetensors: a pickled file may hold a program and is never opened");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 7, 8 })
	void refusesAFileThatIsTooShort(int length) throws IOException {
		Files.write(file, new byte[length]);
		assertThatThrownBy(() -> AdapterFile.read(file)).isInstanceOf(Problem.Refused.class).hasMessageContaining("a header of 0 bytes");
	}

	@Test
	void aRequestNamesTheFileByItsSum() throws IOException {
		folder(folder, 0.5f);
		Request request = new Request(Request.VERSION, "mini-llama", new MethodSetting("lora", Map.of("rank", 2)), List.of("mini-handover"), "mini.1", List.of(),
				"cpu");
		Request full = CheckedRequest.of(request, null, folder).request();
		assertThat(full.adapter()).isEqualTo(Checksum.sha256(file));
		assertThat(full.seeds()).as("nothing is drawn").containsExactly(0L);
		assertThat(CheckedRequest.of(full, null, folder).request()).isEqualTo(full);
		assertThatThrownBy(() -> CheckedRequest.of(full, null)).hasMessageContaining("adapter: got no file, need the file with SHA-256");
		assertThatThrownBy(() -> CheckedRequest.of(full.withAdapter("00"), null, folder)).hasMessageContaining("need the file with SHA-256 00");
		assertThatThrownBy(() -> CheckedRequest.of(full.withSeeds(List.of(1L, 2L)), null, folder)).hasMessageContaining("seeds: got [1, 2], need one");
	}

	private void write(String header, byte... data) throws IOException {
		byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		Files.write(file, ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).put(data).array());
	}

}
