package org.peftboard.evaluator.nn;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;

/**
 * The engine on one device: the fused operations of {@code ops.py}, called by name, and the constants that they take.
 *
 * <p>A result lives in the manager of the <em>first</em> tensor given, so that comes from the step's own manager. One instance a thread.
 */
public final class Ops implements AutoCloseable {

	private static final String ENGINE = "PyTorch";

	/** a small model's token; measured in docs/log.md */
	private static final double WORTH_SHARING = 8e6;

	private final NDManager manager;

	private final Precision precision;

	private final Products products;

	private final String source;

	private final PtSymbolBlock module;

	private final Map<String, NDArray> names = new HashMap<>();

	private final Map<Double, NDArray> constants = new HashMap<>();

	/** compiled tapes by their text */
	private final Map<String, PtSymbolBlock> programs = new HashMap<>();

	private final int allThreads = JniUtils.getNumThreads();

	private int threads = allThreads;

	private long lastSeed;

	private final Set<Object> unnotable = Collections.newSetFromMap(new WeakHashMap<>());

	private @Nullable Tape tape;

	private Ops(NDManager manager, Precision precision, Products products) {
		this.manager = manager;
		this.precision = precision;
		this.products = products;
		this.source = precision.source() + products.source();
		this.module = compiled(source);
	}

	/** In float32. */
	public static Ops on(String device) {
		return on(device, Precision.FLOAT32);
	}

	/**
	 * Loads the operations.
	 *
	 * @param device {@code cpu} or {@code cuda:N}
	 * @throws Problem.Refused where this machine has no such device, or the engine was not built for it
	 */
	public static Ops on(String device, Precision precision) {
		requireHere(device);
		return on(device, precision, Products.on(device, precision));
	}

	static Ops on(String device, Precision precision, Products products) {
		NDManager manager = Engine.getEngine(ENGINE).newBaseManager(Device.fromName(device.replace("cuda:", "gpu")));
		// The profiling executor would specialise anew for every batch shape.
		JniUtils.setGraphExecutorOptimize(false);
		JniUtils.setGradMode(false);
		return new Ops(manager, precision, products);
	}

	private static void requireHere(String device) {
		int gpus = Engine.getEngine(ENGINE).getGpuCount();
		if (device.startsWith("cuda:") && Integer.parseInt(device.substring("cuda:".length())) >= gpus) {
			throw new Problem.Refused("device", "'" + device + "'", gpus == 0 ? "cpu: there is no GPU that this engine can use" : "cpu, or cuda:0 to cuda:" + (gpus - 1));
		}
	}

	private PtSymbolBlock compiled(String source) {
		try {
			return JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(ScriptArchive.of(source)), true, false);
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	/** What multiplies large matrices. */
	public Products products() {
		return products;
	}

	/** A manager for the tensors of one step or one model; closing it frees them. */
	public NDManager newManager() {
		return manager.newSubManager();
	}

	/**
	 * Lets what is computed from now on use as many threads as it is worth: threads that wait for each other cost more than a matrix of a small model times one vector.
	 *
	 * @param multiplyAdds of what comes between two looks at the clock, such as one new token
	 */
	public void threadsFor(double multiplyAdds) {
		int worth = multiplyAdds < WORTH_SHARING ? 1 : allThreads;
		if (worth != threads) {
			JniUtils.setNumThreads(worth);
			threads = worth;
		}
	}

	/** Seeds the engine's generator, from which initial weights and dropout come. */
	public void seed(long seed) {
		JniUtils.setSeed(seed);
		lastSeed = seed;
	}

	/** What the engine's generator was seeded with last; 0 before. */
	public long lastSeed() {
		return lastSeed;
	}

	/** A kept tensor without dimensions, float32. Never give a Java number to an operation that is differentiated. */
	public NDArray constant(double value) {
		return constants.computeIfAbsent(value, number -> manager.create(number.floatValue()));
	}

	/** A tensor in the engine's own memory from float32 numbers. */
	public NDArray tensor(NDManager owner, float[] values, Shape shape) {
		try (NDArray view = owner.create(values, shape)) {
			return now("own", view);
		}
	}

	public NDArray tensor(NDManager owner, long[] values, Shape shape) {
		return owner.create(values, shape);
	}

	/** A float32 tensor in the engine's own memory from the raw little-endian bytes of a file. */
	public NDArray decodeFloats(NDManager owner, ByteBuffer bytes, FloatType stored, Shape shape) {
		try (NDManager scratch = owner.newSubManager()) {
			NDArray raw = switch (stored) {
				case FLOAT32 -> scratch.create(bytes, shape, DataType.FLOAT32);
				case FLOAT16 -> scratch.create(bytes, shape, DataType.FLOAT16);
				case BFLOAT16 -> scratch.create(FloatType.widened(bytes), shape, DataType.FLOAT32);
			};
			NDArray floats = call("own_float", raw);
			floats.attach(owner);
			return floats;
		}
	}

	/** A float32 tensor in the precision of products, in its place: the one given is closed where that is another one. Made at once, also while others are noted. */
	public NDArray inPrecision(NDArray array) {
		if (precision == Precision.FLOAT32) {
			return array;
		}
		NDArray lower = now("own_low", array);
		lower.attach(array.getManager());
		array.close();
		return lower;
	}

	/** The same in float32, for what trains and was made from frozen weights. */
	NDArray inFloat32(NDArray array) {
		if (array.getDataType() == DataType.FLOAT32) {
			return array;
		}
		NDArray floats = now("own_float", array);
		array.close();
		return floats;
	}

	/** Calls an operation that gives one tensor. */
	public NDArray call(String name, NDArray... inputs) {
		if (tape != null) {
			return tape.note(name, inputs);
		}
		return run(name, new NDList(inputs), true).get(0);
	}

	/** Calls an operation at once, also while others are noted: for what outlives the computation. */
	private NDArray now(String name, NDArray input) {
		if (input instanceof Noted) {
			throw new Noted.Needed("its numbers");
		}
		return run(module, name, new NDList(input), true).get(0);
	}

	/** Calls an operation that gives so many tensors. */
	public NDList callForList(String name, int count, NDArray... inputs) {
		return tape != null ? tape.noteList(name, count, inputs) : run(name, new NDList(inputs), true);
	}

	/**
	 * Computes something that is computed again and again, with as few calls of the engine as it can be: its operations are noted first and run together.
	 * Where the computation asks for a shape or for numbers on its way, it runs operation by operation, now and from then on.
	 *
	 * @param owner       whose computation it is: what is known of it is kept for this object
	 * @param computation may run twice, so it changes nothing but through operations; the first tensor that it gives to an operation owns the result
	 */
	public NDArray together(Object owner, Supplier<NDArray> computation) {
		if (tape != null || unnotable.contains(owner)) {
			return computation.get();
		}
		Tape noted = new Tape();
		tape = noted;
		NDArray result;
		try {
			result = computation.get();
		}
		catch (Noted.Needed | UnsupportedOperationException needed) {
			unnotable.add(owner);
			tape = null;
			return computation.get();
		}
		finally {
			tape = null;
		}
		return play(noted, result);
	}

	private NDArray play(Tape noted, NDArray result) {
		PtSymbolBlock program = programs.computeIfAbsent(noted.body(result), this::program);
		NDList inputs = new NDList();
		addList(inputs, "W", noted.outside());
		return run(program, "together", inputs, true).get(0);
	}

	/** Runs what belongs to this owner operation by operation from now on; for tests. */
	void neverTogether(Object owner) {
		unnotable.add(owner);
	}

	/** How many different computations run together; for tests. */
	int programs() {
		return programs.size();
	}

	private PtSymbolBlock program(String body) {
		return compiled(source + "\n  def together(self: __torch__.Ops, W: List[Tensor]) -> Tensor:\n" + body);
	}

	/** A copy that no manager owns: its maker closes it, or attaches it. */
	public NDArray copy(NDArray array) {
		NDArray copy = now("own", array);
		copy.detach();
		return copy;
	}

	/** Calls an operation on one tensor and a list. */
	public NDArray callOn(String name, NDArray first, List<NDArray> list) {
		NDList inputs = new NDList(first);
		addList(inputs, "W", list);
		return run(name, inputs, true).get(0);
	}

	/** Calls an operation without recording gradients, even of weights that want them: for updates in place. */
	public NDArray update(String name, NDArray... inputs) {
		return run(name, new NDList(inputs), false).get(0);
	}

	/** The mean cross-entropy's gradients for the weights, in their order; one that the loss does not reach is zero. */
	public NDList gradients(NDArray loss, List<NDArray> weights) {
		NDList inputs = new NDList(loss);
		addList(inputs, "W", weights);
		return run("gradients", inputs, true);
	}

	/**
	 * Adds the gradients of a scalar for some tensors to sums, in place; one that it does not reach stays.
	 *
	 * @param first how many of the tensors are asked about
	 * @return whether the scalar reaches one of these
	 */
	public boolean backwardInto(NDArray loss, List<NDArray> tensors, List<NDArray> sums, int first) {
		NDList inputs = new NDList(loss);
		addList(inputs, "W", tensors);
		addList(inputs, "G", sums);
		try (NDArray reached = run("backward_into", inputs, true).get(0)) {
			float[] flags = reached.toFloatArray();
			return IntStream.range(0, first).anyMatch(place -> flags[place] == 1);
		}
	}

	/** Σ x · g over all pairs: the scalar whose gradient leads the results' gradients g back through what computed the results x. */
	public NDArray ledBack(NDManager owner, List<NDArray> results, List<NDArray> gradients) {
		NDArray zero = owner.create(0f);
		zero.setRequiresGradient(true); // results that nothing trained leads to still give a scalar that can be asked
		NDList inputs = new NDList(zero);
		addList(inputs, "W", results);
		addList(inputs, "G", gradients);
		return run("led_back", inputs, true).get(0);
	}

	/** Scales gradients in place to a joint norm of at most {@code greatest}; gives the norm before. */
	public float clip(NDManager step, List<NDArray> gradients, double greatest) {
		NDList inputs = new NDList(step.create((float) greatest));
		addList(inputs, "G", gradients);
		return run("clip", inputs, false).get(0).getFloat();
	}

	/** Adds this share of the gradients to the sums, in place. */
	public void accumulate(NDManager step, List<NDArray> sums, List<NDArray> gradients, double share) {
		NDList inputs = new NDList(step.create((float) share));
		addList(inputs, "M", sums);
		addList(inputs, "G", gradients);
		run("accumulate", inputs, false);
	}

	/** One AdamW update in place. */
	void adamw(NDArray settings, List<NDArray> weights, List<NDArray> gradients, List<NDArray> first, List<NDArray> second, List<NDArray> counts) {
		NDList inputs = new NDList(settings);
		addList(inputs, "W", weights);
		addList(inputs, "G", gradients);
		addList(inputs, "M", first);
		addList(inputs, "S", second);
		addList(inputs, "N", counts);
		run("adamw", inputs, false);
	}

	private static void addList(NDList inputs, String letter, List<NDArray> tensors) {
		for (NDArray tensor : tensors) {
			tensor.setName(letter + "[]");
			inputs.add(tensor);
		}
	}

	private NDList run(String name, NDList inputs, boolean recorded) {
		if (tape != null) {
			throw new Noted.Needed("the result of " + name);
		}
		return run(module, name, inputs, recorded);
	}

	private NDList run(PtSymbolBlock block, String name, NDList inputs, boolean recorded) {
		NDArray method = names.computeIfAbsent(name, this::methodName);
		try {
			return IValueUtils.forward(block, with(inputs, method), recorded);
		}
		finally {
			// a list's name would stay with the tensor and make a list of it in the next call
			inputs.forEach(tensor -> tensor.setName(null));
		}
	}

	private static NDList with(NDList inputs, NDArray method) {
		NDList all = new NDList(inputs);
		all.add(method);
		return all;
	}

	/** DJL picks the method by the name of one extra tensor. */
	private NDArray methodName(String name) {
		NDArray marker = manager.create(0f);
		marker.setName("module_method:" + name);
		return marker;
	}

	@Override
	public void close() {
		programs.values().forEach(PtSymbolBlock::close);
		module.close();
		manager.close();
	}

}
