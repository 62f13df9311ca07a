"""The peer's side of the speed benchmark: Hugging Face transformers and PEFT, eager, on the CPU. Obeys the lines that SpeedWorker.java describes."""
import json
import sys
import time

import torch
import transformers
from peft import IA3Config, LoraConfig, PrefixTuningConfig, TaskType, get_peft_model
from transformers import AutoModelForCausalLM

transformers.logging.set_verbosity_error()
VOCABULARY_START = 3


def resident(key):
    with open("/proc/self/status") as status:
        return next(int("".join(filter(str.isdigit, line))) * 1024 for line in status if line.startswith(key))


class Worker:
    model = optimizer = None
    before = files = 0

    def baseline(self):
        self.before, self.files = resident("VmRSS:"), resident("RssFile:")
        return str(self.before)

    def load(self, folder, method, settings):
        settings = json.loads(settings)
        torch.manual_seed(1)
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
        kind = model.config.model_type
        if method == "lora":
            targets = ["q_proj", "v_proj"] if kind == "llama" else ["c_attn"]
            model = get_peft_model(model, LoraConfig(task_type=TaskType.CAUSAL_LM, r=settings.get("rank", 8), lora_alpha=16, target_modules=targets))
        elif method == "ia3":
            targets = ["k_proj", "v_proj", "down_proj"] if kind == "llama" else ["c_attn", "mlp.c_proj"]
            forward = ["down_proj"] if kind == "llama" else ["mlp.c_proj"]
            model = get_peft_model(model, IA3Config(task_type=TaskType.CAUSAL_LM, target_modules=targets, feedforward_modules=forward))
        elif method == "prefix-tuning":
            model = get_peft_model(model, PrefixTuningConfig(task_type=TaskType.CAUSAL_LM, num_virtual_tokens=settings.get("virtualTokens", 20)))
        self.model = model
        trained = [weight for weight in model.parameters() if weight.requires_grad]
        if method == "none":
            model.eval()
            return "trainable 0"
        model.train()
        self.optimizer = torch.optim.AdamW(trained, lr=1e-3, weight_decay=0.0, fused=True)
        return f"trainable {sum(weight.numel() for weight in trained)}"

    def ids(self, rows, tokens):
        vocabulary = self.model.config.vocab_size
        state, ids = 12345, []
        for _ in range(rows):
            row = []
            for _ in range(tokens):
                state = (state * 1103515245 + 12345) % 2147483648
                row.append(VOCABULARY_START + state // 65536 % (vocabulary - VOCABULARY_START))
            ids.append(row)
        return torch.tensor(ids)

    def step(self, ids, labels, rate):
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        loss = self.model(input_ids=ids, labels=labels).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_([w for w in self.model.parameters() if w.requires_grad], 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        return loss.item()

    def batch(self, rows, tokens, targets):
        ids = self.ids(rows, tokens)
        labels = ids.clone()
        labels[:, :tokens - targets] = -100
        return ids, labels

    def train(self, rows, tokens, targets, steps, rate):
        ids, labels = self.batch(int(rows), int(tokens), int(targets))
        seconds, loss = [], 0.0
        for _ in range(int(steps)):
            start = time.perf_counter()
            loss = self.step(ids, labels, float(rate))
            seconds.append(time.perf_counter() - start)
        return ",".join(map(str, seconds)) + f" {loss}"

    def memory(self, rows, tokens, targets):
        ids, labels = self.batch(int(rows), int(tokens), int(targets))
        with open("/proc/self/clear_refs", "w") as clear:
            clear.write("5")
        for _ in range(3):
            self.step(ids, labels, 0.0)
        peak = resident("VmHWM:")
        files = resident("RssFile:") - self.files
        return f"{peak - self.before} {peak - self.before - files} {peak}"

    def decode(self, tokens, new, repeats):
        prompt = self.ids(1, int(tokens))
        seconds, out = [], []
        with torch.inference_mode():
            for _ in range(int(repeats)):
                start = time.perf_counter()
                out = self.model.generate(prompt, attention_mask=torch.ones_like(prompt), do_sample=False, max_new_tokens=int(new), min_new_tokens=int(new),
                                          pad_token_id=0)
                seconds.append(time.perf_counter() - start)
        return ",".join(map(str, seconds)) + " " + ",".join(map(str, out[0, int(tokens):].tolist()))

    def close(self):
        self.model = self.optimizer = None
        return "closed"


worker = Worker()
print(f"ready torch {torch.__version__} transformers {transformers.__version__}", flush=True)
for line in sys.stdin:
    name, *arguments = line.strip().split(" ", 3) if line.startswith("load") else line.strip().split(" ")
    print("= " + getattr(worker, name)(*arguments), flush=True)
