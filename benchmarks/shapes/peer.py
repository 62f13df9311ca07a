"""The peer's side of the shape benchmark: Hugging Face transformers and PEFT, eager, random weights. Arguments: config.json METHOD BATCH TOKENS TARGETS DEVICE answer.json."""
import json
import sys
import time

import torch
import transformers
from peft import IA3Config, LNTuningConfig, LoraConfig, PrefixTuningConfig, TaskType, get_peft_model
from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM

transformers.logging.set_verbosity_error()
NEW_TOKENS = 16
VALUES = {"t5": ["q", "v"], "llama": ["q_proj", "v_proj"], "gpt2": ["c_attn"]}
SCALED = {"t5": (["k", "v", "wo"], ["wo"]), "llama": (["k_proj", "v_proj", "down_proj"], ["down_proj"]), "gpt2": (["c_attn", "mlp.c_proj"], ["mlp.c_proj"])}
NORMS = {"t5": ["layer_norm", "final_layer_norm"], "llama": ["input_layernorm", "post_attention_layernorm", "norm"], "gpt2": ["ln_1", "ln_2", "ln_f"]}


def resident(key):
    with open("/proc/self/status") as status:
        return next(int("".join(filter(str.isdigit, line))) * 1024 for line in status if line.startswith(key))


class Memory:
    """As ours: resident peak over what was held before the model on a CPU; what the device has in use on a GPU."""

    def __init__(self, device):
        self.cuda = device.startswith("cuda")
        if self.cuda:
            torch.zeros(1, device=device)
            torch.cuda.empty_cache()
        self.before = self.used()

    def used(self):
        if not self.cuda:
            return resident("VmRSS:")
        free, whole = torch.cuda.mem_get_info()
        return whole - free

    def begin(self):
        if self.cuda:
            torch.cuda.empty_cache()
        else:
            with open("/proc/self/clear_refs", "w") as clear:
                clear.write("5")

    def peak(self):
        return (self.used() if self.cuda else resident("VmHWM:")) - self.before


def adapted(model, method, kind, encoder):
    # PEFT's own class for encoder-decoders does not generate with this transformers; without a task the adapters are the same
    task = None if encoder and method != "prefix-tuning" else TaskType.SEQ_2_SEQ_LM if encoder else TaskType.CAUSAL_LM
    if method == "lora":
        return get_peft_model(model, LoraConfig(task_type=task, r=8, lora_alpha=16, target_modules=VALUES[kind]))
    if method == "ia3":
        targets, forward = SCALED[kind]
        return get_peft_model(model, IA3Config(task_type=task, target_modules=targets, feedforward_modules=forward))
    if method == "ln-tuning":
        return get_peft_model(model, LNTuningConfig(task_type=task, target_modules=NORMS[kind]))
    if method == "prefix-tuning":
        return get_peft_model(model, PrefixTuningConfig(task_type=task, num_virtual_tokens=20))
    if method in ("full-fine-tuning", "none"):
        return model
    raise SystemExit(f"method: PEFT has no {method}")


class Shape:
    def __init__(self, config, method, batch, tokens, targets, device):
        self.batch, self.tokens, self.targets, self.device = batch, tokens, targets, device
        read = json.load(open(config))
        self.config = AutoConfig.for_model(read.pop("model_type"), **read)
        self.encoder = self.config.is_encoder_decoder
        self.memory = Memory(device)
        # what trains is float32, as ours: all of it in full fine-tuning, with products in bfloat16
        self.low = torch.bfloat16 if device.startswith("cuda") else torch.float32
        kept = torch.float32 if method == "full-fine-tuning" else self.low
        maker = AutoModelForSeq2SeqLM if self.encoder else AutoModelForCausalLM
        with torch.device(device):
            model = maker.from_config(self.config, dtype=kept)
        self.model = adapted(model, method, self.config.model_type, self.encoder)
        self.trained = [] if method == "none" else [weight for weight in self.model.parameters() if weight.requires_grad]

    def ids(self, rows, count):
        return torch.randint(3, self.config.vocab_size, (rows, count), generator=torch.Generator().manual_seed(1)).to(self.device)

    def wait(self):
        if self.memory.cuda:
            torch.cuda.synchronize()

    def step(self, optimizer):
        ids = self.ids(self.batch, self.tokens)
        labels = self.ids(self.batch, self.targets) if self.encoder else ids.clone()
        if not self.encoder:
            labels[:, :-self.targets] = -100
        with torch.autocast("cuda", torch.bfloat16, enabled=self.memory.cuda):
            loss = self.model(input_ids=ids, attention_mask=torch.ones_like(ids), labels=labels).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.trained, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

    def train(self):
        self.model.train()
        optimizer = torch.optim.AdamW(self.trained, lr=1e-6, fused=True)
        self.memory.begin()
        for _ in range(3):
            self.step(optimizer)
        self.wait()
        peak, millis = self.memory.peak(), []
        for _ in range(7):
            start = time.perf_counter()
            self.step(optimizer)
            self.wait()
            millis.append(1000 * (time.perf_counter() - start))
        return peak, sorted(millis)[len(millis) // 2]

    def decode(self, rows, tokens, new):
        ids = self.ids(rows, tokens)
        start = time.perf_counter()
        with torch.inference_mode(), torch.autocast("cuda", torch.bfloat16, enabled=self.memory.cuda):
            self.model.generate(input_ids=ids, attention_mask=torch.ones_like(ids), do_sample=False, max_new_tokens=new, min_new_tokens=new, pad_token_id=0)
        self.wait()
        return 1000 * (time.perf_counter() - start)

    def infer(self):
        self.model.eval()
        self.memory.begin()
        self.decode(self.batch, max(1, self.tokens - 2), 2)
        peak = self.memory.peak()
        prompt = max(1, self.tokens - NEW_TOKENS)
        self.decode(1, prompt, NEW_TOKENS)
        times = [(self.decode(1, prompt, NEW_TOKENS) - self.decode(1, prompt, 1)) / (NEW_TOKENS - 1) for _ in range(4)]
        return peak, sorted(times)[len(times) // 2]


config, method, batch, tokens, targets, device, answer = sys.argv[1:]
shape = Shape(config, method, int(batch), int(tokens), int(targets), device)
inference, token = shape.infer()
training, step = shape.train() if shape.trained else (None, None)
with open(answer, "w") as out:
    json.dump({"trainable": sum(weight.numel() for weight in shape.trained), "inferenceBytes": inference, "tokenMillis": token, "trainingBytes": training, "stepMillis": step}, out)
